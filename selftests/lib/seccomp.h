/* SPDX-License-Identifier: GPL-2.0 */
/* System call filters. */
#ifndef SELFTESTS_SECCOMP_H
#define SELFTESTS_SECCOMP_H

/* From now on the calling thread's @call gets @answer, one of SECCOMP_RET_*; or skips. */
void seccomp_filter(unsigned int call, unsigned int answer);

#endif
