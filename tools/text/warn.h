/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_WARN_H
#define LC_WARN_H

#include <sysexits.h>

/* What the module, or a recording of its files, says cannot be understood. */
#define LC_EXIT_DATA		EX_DATAERR
/* No module. */
#define LC_EXIT_UNAVAILABLE	EX_UNAVAILABLE
#define LC_EXIT_USAGE		EX_USAGE

void lc_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
int lc_warn_no_memory(void);

#endif
