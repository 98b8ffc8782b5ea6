// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/lifecycle/tasks: living tasks and zombies. Position 0 is the header, position n is
 * slot n - 1; a reader may stop and continue anywhere.
 */
#include <linux/seq_file.h>

#include "record/table.h"
#include "view/proc.h"
#include "view/row.h"

struct walk {
	struct lc_viewer viewer;
	struct lc_row row;
};

static void *seek(loff_t *pos)
{
	struct lc_task *rec;

	if (!*pos)
		return SEQ_START_TOKEN;
	for (; *pos <= lc_table_slots(); (*pos)++) {
		rec = lc_table_at(*pos - 1);
		if (rec)
			return rec;
	}
	return NULL;
}

static void *tasks_start(struct seq_file *m, loff_t *pos)
	__acquires(rcu)
{
	struct walk *walk = m->private;

	rcu_read_lock();
	walk->viewer.capable_ns = NULL;
	return seek(pos);
}

static void *tasks_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct walk *walk = m->private;

	(*pos)++;
	if (need_resched())
		lc_access_pause(&walk->viewer);
	return seek(pos);
}

static void tasks_stop(struct seq_file *m, void *v)
	__releases(rcu)
{
	rcu_read_unlock();
}

static int tasks_show(struct seq_file *m, void *v)
{
	struct walk *walk = m->private;

	if (v == SEQ_START_TOKEN)
		lc_print_header(m, &lc_row_layout);
	else if (lc_row_living(&walk->row, &walk->viewer, v))
		lc_print_line(m, &lc_row_layout, &walk->row,
			      walk->viewer.clock_offset_ns);
	return 0;
}

static const struct seq_operations tasks_seq_ops = {
	.start = tasks_start,
	.next = tasks_next,
	.stop = tasks_stop,
	.show = tasks_show,
};

static int tasks_open(struct inode *inode, struct file *file)
{
	struct walk *walk = __seq_open_private(file, &tasks_seq_ops, sizeof(*walk));

	if (!walk)
		return -ENOMEM;
	lc_access_open(&walk->viewer, file);
	return 0;
}

static int tasks_release(struct inode *inode, struct file *file)
{
	struct walk *walk = ((struct seq_file *)file->private_data)->private;

	lc_access_close(&walk->viewer);
	return seq_release_private(inode, file);
}

const struct proc_ops lc_proc_tasks_ops = {
	.proc_open = tasks_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = tasks_release,
};
