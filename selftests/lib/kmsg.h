/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's log as a witness, from a given moment on. */
#ifndef SELFTESTS_KMSG_H
#define SELFTESTS_KMSG_H

/* Opens the log at its end. */
int kmsg_open(void);
/* All messages logged since then, one a line; the caller frees it. */
char *kmsg_text(int log);

#endif
