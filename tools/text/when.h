/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_WHEN_H
#define LCT_WHEN_H

#include <stdbool.h>
#include <stdint.h>

bool lct_when_duration(const char *text, int64_t *ns);
bool lct_when_parse(const char *text, int64_t now_ns, int64_t *ns);

#endif
