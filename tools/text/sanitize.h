/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SAFE_H
#define LCT_SAFE_H

#include <stddef.h>
#include <stdint.h>

void lct_safe_terminal(const char *text, char *out, size_t room);
size_t lct_safe_length(const char *text, uint32_t *number);
size_t lct_safe_plain(const char *text);
void lct_safe_utf8(const char *text, char *out, size_t room);

#endif
