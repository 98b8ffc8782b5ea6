/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_ERRNAME_H
#define LCT_ERRNAME_H

#include <stddef.h>

#define LCT_ERRNAME_TEXT	24

void lct_errname(int err, char *out, size_t room);

#endif
