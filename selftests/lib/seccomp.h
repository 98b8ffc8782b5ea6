/* SPDX-License-Identifier: GPL-2.0 */
/* Filters of system calls. */
#ifndef SELFTESTS_SECCOMP_H
#define SELFTESTS_SECCOMP_H

/* From now on @call, of this thread, has @answer, one of SECCOMP_RET_*; or skips. */
void seccomp_filter(unsigned int call, unsigned int answer);

#endif
