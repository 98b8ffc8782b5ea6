/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_SIGNAME_H
#define LC_SIGNAME_H

#include <stddef.h>

#define LC_SIGNAME_TEXT	24

void lc_signame(int sig, char *out, size_t room);

#endif
