/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's log, as a witness: what it says from a moment on. */
#ifndef SELFTESTS_KMSG_H
#define SELFTESTS_KMSG_H

/* From here on. */
int kmsg_open(void);
/* Everything that was said since, up to now, one message a line; the caller frees it. */
char *kmsg_text(int log);

#endif
