/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SIGNAME_H
#define LCT_SIGNAME_H

#include <stddef.h>

#define LCT_SIGNAME_TEXT	24

void lct_signame(int sig, char *out, size_t room);

#endif
