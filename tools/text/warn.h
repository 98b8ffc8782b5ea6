/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_WARN_H
#define LCT_WARN_H

#include <sysexits.h>

/* A file of the module, or of a recording, cannot be parsed. */
#define LCT_EXIT_DATA		EX_DATAERR
/* Another process does it already. */
#define LCT_EXIT_LOCKED		EX_TEMPFAIL
/* The module is not loaded. */
#define LCT_EXIT_UNAVAILABLE	EX_UNAVAILABLE
#define LCT_EXIT_USAGE		EX_USAGE

void lct_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
int lct_warn_no_memory(void);

#endif
