/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_SICODE_H
#define LC_SICODE_H

#include <stdint.h>

const char *lc_sicode(int64_t sig, int64_t code);

#endif
