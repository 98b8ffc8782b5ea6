/* SPDX-License-Identifier: GPL-2.0 */
/* Which events a reader wants: what it has written to the file. */
#ifndef LC_EVENT_FILTER_H
#define LC_EVENT_FILTER_H

#include "base/access.h"
#include "record/event.h"

/* Size of the longest filter. */
#define LC_EVENT_FILTER_LEN 2048

/**
 * struct lc_event_filter - conditions that an event has to meet, all of them
 * @ring: where the events are
 * @kinds: the kinds that are wanted, a bit each
 * @uid: real UID of its task, if valid
 * @has_comm: its task has the name @comm
 * @from_oldest: the reader goes back to the oldest event
 * @comm: see @has_comm
 * @has_slow: the reader has chosen @slow_ns
 * @slow_ns: the wait for a CPU was as long; 0 where there are no waits
 * @followed: number of the newest event before @watch and @cgroup were opened: it and those before
 *	      may be in what was followed with the same bit
 * @watch: tree that its task is in, see watch.h; -1 for any
 * @cgroup: cgroup that its task is in, see cgroup_watch.h; -1 for any
 */
struct lc_event_filter {
	const struct lc_event_ring *ring;
	u32 kinds;
	kuid_t uid;
	bool has_comm;
	bool from_oldest;
	char comm[TASK_COMM_LEN];
	bool has_slow;
	u64 slow_ns;
	u64 followed;
	int watch;
	int cgroup;
};

void lc_event_filter_init(struct lc_event_filter *filter, const struct lc_event_ring *ring);
int lc_event_filter_parse(struct lc_event_filter *filter, const struct lc_viewer *of, char *text);
void lc_event_filter_drop(struct lc_event_filter *filter);
bool lc_event_filter_wants(const struct lc_event_filter *filter, const struct lc_event *event);

#endif /* LC_EVENT_FILTER_H */
