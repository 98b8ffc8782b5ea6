// SPDX-License-Identifier: GPL-2.0
#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>

#include "base/clock.h"
#include "record/actor.h"
#include "record/cgroup.h"
#include "record/enrol.h"
#include "record/event.h"
#include "record/history.h"
#include "record/life.h"
#include "record/place.h"
#include "record/oom.h"
#include "record/quota.h"
#include "record/stats.h"
#include "record/table.h"
#include "record/task.h"
#include "record/throttle_table.h"
#include "record/userns.h"
#include "view/debugfs.h"

static struct dentry *dir;
static void (*show_hooks)(struct seq_file *m);

static int hooks_show(struct seq_file *m, void *v)
{
	seq_printf(m, "# lifecycle %d\n", LC_FORMAT);
	show_hooks(m);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(hooks);

static const char * const kept_words[] = { LC_KEPTS(LC_WORD) };

static int table_show(struct seq_file *m, void *v)
{
	struct lc_kept_stats kept[LC_KEPT_NR];
	int kind;

	lc_places_stats(kept);
	seq_printf(m, "# lifecycle %d\n", LC_FORMAT);
	seq_printf(m, "record_bytes: %zu\n", sizeof(struct lc_task));
	seq_printf(m, "dead_bytes: %zu\n", sizeof(struct lc_death));
	seq_printf(m, "max_tasks: %u\n", lc_table_max());
	seq_printf(m, "reserved_for_root: %u\n", lc_quota_reserved());
	seq_printf(m, "max_tasks_of_user: %u\n", lc_quota_share());
	seq_printf(m, "living: %u\n", lc_table_living());
	seq_printf(m, "living_peak: %u\n", lc_table_peak());
	for (kind = 0; kind < LC_KEPT_NR; kind++)
		seq_printf(m, "history_%s: %u\n", kept_words[kind], kept[kind].max);
	seq_printf(m, "reserve: %u\n", lc_task_reserve());
	seq_printf(m, "memory_bytes: %zu\n", lc_life_memory() + lc_places_memory() +
		   lc_oom_memory() + lc_userns_entry_memory() +
		   lc_throttle_table_memory());
	seq_printf(m, "event_readers: %u\n", lc_event_readers(&lc_event_lives));
	seq_printf(m, "event_bytes: %zu\n", lc_event_memory(&lc_event_lives));
	seq_printf(m, "switch_readers: %u\n", lc_event_readers(&lc_event_switches));
	seq_printf(m, "switch_bytes: %zu\n", lc_event_memory(&lc_event_switches));
	seq_printf(m, "wait_readers: %u\n", lc_event_readers(&lc_event_waits));
	seq_printf(m, "wait_bytes: %zu\n", lc_event_memory(&lc_event_waits));
	seq_printf(m, "actors: %u\n", lc_actor_kept());
	seq_printf(m, "actor_bytes: %zu\n", sizeof(struct lc_actor));
	seq_printf(m, "cgroups: %u\n", lc_cgroup_kept());
	seq_printf(m, "cgroups_lost: %llu\n", lc_cgroup_lost());
	seq_printf(m, "user_namespaces: %u\n", lc_userns_entry_kept());
	seq_printf(m, "user_namespaces_live: %u\n", lc_userns_entry_live());
	seq_printf(m, "user_namespaces_lost: %llu\n", lc_userns_entry_lost());
	seq_printf(m, "throttled_lost: %llu\n", lc_throttle_table_lost());
	seq_printf(m, "clock: %s\n", lc_clock_is_tsc() ? "tsc" : "kernel");
	seq_printf(m, "clock_error_ns: %lld\n", lc_clock_error_ns());
	seq_printf(m, "clock_steps: %llu\n", lc_clock_steps());
	seq_printf(m, "enrol_walks: %llu\n", lc_enrol_walks());
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(table);

/* Writing "1" clears the history of deaths and of OOM kills; anything else is invalid. */
static ssize_t reset_write(struct file *file, const char __user *buf, size_t count,
			   loff_t *ppos)
{
	char text[2];

	if (!count || count > sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, buf, count))
		return -EFAULT;
	if (text[0] != '1' || (count == 2 && text[1] != '\n'))
		return -EINVAL;
	lc_history_clear();
	lc_oom_clear();
	return count;
}

static const struct file_operations reset_fops = {
	.owner = THIS_MODULE,
	.open = nonseekable_open,
	.write = reset_write,
};

/**
 * lc_debugfs_init() - create the directory and its files
 * @hooks: prints the table of hooks, which this layer does not know
 *
 * debugfs may be missing or locked down. Nothing depends on it, so errors are ignored, as is
 * usual for debugfs.
 *
 * Context: process.
 */
void lc_debugfs_init(void (*hooks)(struct seq_file *m))
{
	show_hooks = hooks;
	dir = debugfs_create_dir("lifecycle", NULL);
	debugfs_create_file("hooks", 0400, dir, NULL, &hooks_fops);
	debugfs_create_file("table", 0400, dir, NULL, &table_fops);
	debugfs_create_file("reset", 0200, dir, NULL, &reset_fops);
}

/**
 * lc_debugfs_exit() - remove the files, once no operation on them runs
 *
 * Context: process.
 */
void lc_debugfs_exit(void)
{
	debugfs_remove(dir);
}
