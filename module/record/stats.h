/* SPDX-License-Identifier: GPL-2.0 */
/* Totals since the module was loaded: counted per CPU, summed when read. */
#ifndef LC_STATS_H
#define LC_STATS_H

#include <linux/percpu.h>
#include <linux/types.h>

#include "record/quota.h"
#include "uapi/words.h"

/* Errnos that copy_process() is known to fail with. Any other is counted as OTHER. */
#define LC_FORK_ERRNOS(X)					\
	X(EAGAIN) X(ENOMEM) X(EINVAL) X(EPERM) X(ENOSPC)	\
	X(EUSERS) X(EBUSY) X(EBADF) X(EMFILE)

#define LC_FORK_ENUM(e) LC_FORK_##e,
enum lc_fork_errno { LC_FORK_ERRNOS(LC_FORK_ENUM) LC_FORK_OTHER, LC_FORK_NR };

/**
 * struct lc_stats - counts of events
 * @births: tasks born, including those without a record
 * @enrolled: tasks found alive when the module was loaded
 * @enrolled_late: tasks that found no room, and got a record later
 * @lost: tasks without a record, when they were born or the module was loaded, by
 *	  enum lc_bound
 * @execs: successful execs
 * @oom_kills: processes chosen by the OOM killer
 * @deaths: reaped tasks by enum lc_cause
 * @forks_failed: failed calls of copy_process() by enum lc_fork_errno
 */
struct lc_stats {
	u64 births;
	u64 enrolled;
	u64 enrolled_late;
	u64 lost[LC_BOUND_NR];
	u64 execs;
	u64 oom_kills;
	u64 deaths[LC_CAUSE_NR];
	u64 forks_failed[LC_FORK_NR];
};

DECLARE_PER_CPU(struct lc_stats, lc_stats);

/* Count an event. Context: any. */
#define lc_stats_inc(field)	this_cpu_inc(lc_stats.field)

/* Take back a counted event. Context: any. */
#define lc_stats_dec(field)	this_cpu_dec(lc_stats.field)

void lc_stats_init(void);
u64 lc_stats_loaded_ns(void);
void lc_stats_fork_failed(int err);
void lc_stats_sum(struct lc_stats *sum);
u64 lc_stats_deaths(const struct lc_stats *sum);
u64 lc_stats_lost(const struct lc_stats *sum);

struct seq_file;
void lc_stats_show_lost(struct seq_file *m, const struct lc_stats *sum);
void lc_stats_show_forks(struct seq_file *m, const struct lc_stats *sum);

#endif /* LC_STATS_H */
