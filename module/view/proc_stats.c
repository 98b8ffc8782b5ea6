// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/lifecycle/stats: machine-wide totals since the module was loaded, for every reader
 * but those in a PID namespace of their own, whose tasks these mostly are not.
 */
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "base/access.h"
#include "base/clock.h"
#include "record/actor.h"
#include "record/decision.h"
#include "record/exec_path.h"
#include "record/history.h"
#include "record/latency.h"
#include "record/oom.h"
#include "record/pending.h"
#include "record/place.h"
#include "record/program.h"
#include "record/silence.h"
#include "record/stats.h"
#include "record/table.h"
#include "view/proc.h"

static const char * const cause_words[] = { LC_CAUSES(LC_WORD) };
static const char * const kept_words[] = { LC_KEPTS(LC_WORD) };

/* By the reader's clock. 0 stands for none. */
static s64 point(struct seq_file *m, u64 ns)
{
	const struct lc_viewer *viewer = m->private;

	return ns ? (s64)ns + viewer->clock_offset_ns : 0;
}

static void show_time(struct seq_file *m)
{
	seq_printf(m, "now_ns: %lld\n", point(m, lc_clock_now()));
	seq_printf(m, "realtime_ns: %llu\n", ktime_get_real_fast_ns());
	seq_printf(m, "loaded_ns: %lld\n", point(m, lc_stats_loaded_ns()));
}

static void show_history(struct seq_file *m)
{
	struct lc_kept_stats kept[LC_KEPT_NR];
	u64 oldest_ns[LC_KEPT_NR], evicted = 0;
	int i;

	lc_history_oldest(oldest_ns);
	seq_printf(m, "dead: %u\n", lc_places_stats(kept));
	for (i = 0; i < LC_KEPT_NR; i++)
		evicted += kept[i].evicted;
	seq_printf(m, "dead_evicted: %llu\n", evicted);
	for (i = 0; i < LC_KEPT_NR; i++) {
		seq_printf(m, "dead_%s: %u\n", kept_words[i], kept[i].kept);
		seq_printf(m, "dead_%s_evicted: %llu\n", kept_words[i], kept[i].evicted);
		seq_printf(m, "dead_%s_oldest_ns: %lld\n", kept_words[i],
			   point(m, oldest_ns[i]));
	}
}

static void show_totals(struct seq_file *m)
{
	struct lc_stats sum;
	int cause;

	lc_stats_sum(&sum);
	seq_printf(m, "living: %u\n", lc_table_living());
	seq_printf(m, "enrolled: %llu\n", sum.enrolled);
	seq_printf(m, "births: %llu\n", sum.births);
	seq_printf(m, "enrolled_late: %llu\n", sum.enrolled_late);
	lc_stats_show_lost(m, &sum);
	seq_printf(m, "lost_senders: %llu\n", lc_pending_lost() + lc_actor_lost());
	seq_printf(m, "lost_programs: %llu\n", lc_program_lost() + lc_exec_path_lost());
	seq_printf(m, "deaths: %llu\n", lc_stats_deaths(&sum));
	seq_printf(m, "execs: %llu\n", sum.execs);
	show_history(m);
	seq_printf(m, "silent_hooks: %u\n", lc_silence_count());
	seq_printf(m, "oom_kills: %llu\n", sum.oom_kills);
	seq_printf(m, "oom_events: %llu\n", lc_decision_count());
	seq_printf(m, "oom_evicted: %llu\n", lc_oom_oldest() - 1);
	lc_stats_show_forks(m, &sum);
	for (cause = LC_CAUSE_NONE + 1; cause < LC_CAUSE_NR; cause++)
		seq_printf(m, "deaths_%s: %llu\n", cause_words[cause],
			   sum.deaths[cause]);
	lc_latency_show(m);
}

static int stats_show(struct seq_file *m, void *v)
{
	seq_printf(m, "# lifecycle %d\n", LC_FORMAT);
	show_time(m);
	if (lc_access_is_outside(m->private))
		show_totals(m);
	return 0;
}

static int stats_open(struct inode *inode, struct file *file)
{
	struct lc_viewer *viewer = kmalloc(sizeof(*viewer), GFP_KERNEL);
	int ret;

	if (!viewer)
		return -ENOMEM;
	lc_access_open(viewer, file);
	ret = single_open(file, stats_show, viewer);
	if (ret) {
		lc_access_close(viewer);
		kfree(viewer);
	}
	return ret;
}

static int stats_release(struct inode *inode, struct file *file)
{
	struct lc_viewer *viewer = ((struct seq_file *)file->private_data)->private;

	lc_access_close(viewer);
	kfree(viewer);
	return single_release(inode, file);
}

const struct proc_ops lc_proc_stats_ops = {
	.proc_open = stats_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = stats_release,
};
