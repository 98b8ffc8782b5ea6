/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TTY_H
#define LCT_TTY_H

#include <stddef.h>
#include <stdint.h>

void lct_tty_name(int64_t nr, char *name, size_t room);

#endif
