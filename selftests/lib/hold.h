/* SPDX-License-Identifier: GPL-2.0 */
/* Times in which no CPU switches, to read several figures of one moment. */
#ifndef SELFTESTS_HOLD_H
#define SELFTESTS_HOLD_H

/* Starts the children that hold_all_cpus() needs, one for each CPU but the first. */
void hold_prepare(void);

/*
 * Occupies every CPU with a SCHED_FIFO task: CPU 0 with the caller, the others with its
 * children. Until release_all_cpus() a switch is caused only by a task of a still higher
 * priority, or by the kernel's limit on such tasks (sched_rt_runtime_us). The caller must
 * not block in between, and has to check that no switch came.
 */
void hold_all_cpus(void);
void release_all_cpus(void);

#endif
