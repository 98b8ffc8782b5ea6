/* SPDX-License-Identifier: GPL-2.0 */
/*
 * When the run queues of cgroups were throttled (cpu.max). A cgroup has a cfs_rq on each CPU,
 * which is throttled and released on its own. Its address is only compared, never followed:
 * it may have been freed. A span of a freed one is found by no wait, because a task keeps its
 * cgroup, and a wait counts from when the task entered it.
 */
#ifndef LC_THROTTLE_TABLE_H
#define LC_THROTTLE_TABLE_H

#include <linux/sched.h>
#include <linux/types.h>

/**
 * struct lc_throttle_wait - a wait for a CPU in a group
 * @from_ns: its start
 * @to_ns: its end, or now
 * @ended: the task has a CPU, so that no queue above it is throttled any more
 * @from_start: count only a throttled span that @from_ns is in
 * @lost: set if a part of it is not known any more
 */
struct lc_throttle_wait {
	u64 from_ns;
	u64 to_ns;
	bool ended;
	bool from_start;
	bool lost;
};

void lc_throttle_table_begin(const struct cfs_rq *queue, u64 now_ns);
void lc_throttle_table_end(const struct cfs_rq *queue, u64 now_ns);
u64 lc_throttle_table_overlap(const struct sched_entity *se, struct lc_throttle_wait *wait);

void lc_throttle_table_lose(void);
u64 lc_throttle_table_lost(void);
size_t lc_throttle_table_memory(void);
int lc_throttle_table_init(void);
void lc_throttle_table_exit(void);

#endif /* LC_THROTTLE_TABLE_H */
