/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SICODE_H
#define LCT_SICODE_H

#include <stdint.h>

const char *lct_sicode(int64_t sig, int64_t code);

#endif
