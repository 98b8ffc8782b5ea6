/* SPDX-License-Identifier: GPL-2.0 */
/* Times at which no CPU switches, to read figures of one moment. */
#ifndef SELFTESTS_HOLD_H
#define SELFTESTS_HOLD_H

/* Starts the children that hold_all_cpus() needs, one for each CPU but the first. */
void hold_prepare(void);

/*
 * Occupies every CPU with a SCHED_FIFO task, the first with the caller. Until
 * release_all_cpus() only what has a higher priority yet, or the limit of the kernel on
 * such tasks (sched_rt_runtime_us), causes a switch. Do not block in between.
 */
void hold_all_cpus(void);
void release_all_cpus(void);

#endif
