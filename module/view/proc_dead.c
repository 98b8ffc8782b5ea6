// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/lifecycle/dead: the history. Position 0 is the header, position n is death number n.
 * A reader that is at the end and reads again gets the rows added meanwhile. Entries evicted
 * before they were read leave a gap in death_seq.
 */
#include <linux/seq_file.h>

#include "view/proc.h"
#include "view/row.h"

struct walk {
	struct lc_viewer viewer;
	struct lc_death dead;
	struct lc_row row;
};

/* The first death at or after @pos that is still in the history, copied into @walk. */
static void *seek(struct walk *walk, loff_t *pos)
{
	if (!*pos)
		return SEQ_START_TOKEN;
	for (;; (*pos)++) {
		*pos = max_t(u64, *pos, lc_history_oldest());
		if (*pos > lc_history_newest())
			return NULL;
		if (lc_history_copy(*pos, &walk->dead))
			return &walk->dead;
	}
}

static void *dead_start(struct seq_file *m, loff_t *pos)
	__acquires(rcu)
{
	struct walk *walk = m->private;

	rcu_read_lock();
	walk->viewer.capable_ns = NULL;
	return seek(walk, pos);
}

static void *dead_next(struct seq_file *m, void *v, loff_t *pos)
{
	(*pos)++;
	return seek(m->private, pos);
}

static void dead_stop(struct seq_file *m, void *v)
	__releases(rcu)
{
	rcu_read_unlock();
}

static int dead_show(struct seq_file *m, void *v)
{
	struct walk *walk = m->private;

	if (v == SEQ_START_TOKEN)
		lc_print_header(m, &lc_row_layout);
	else if (lc_row_dead(&walk->row, &walk->viewer, v))
		lc_print_line(m, &lc_row_layout, &walk->row);
	return 0;
}

static const struct seq_operations dead_seq_ops = {
	.start = dead_start,
	.next = dead_next,
	.stop = dead_stop,
	.show = dead_show,
};

static int dead_open(struct inode *inode, struct file *file)
{
	struct walk *walk = __seq_open_private(file, &dead_seq_ops, sizeof(*walk));

	if (!walk)
		return -ENOMEM;
	lc_access_open(&walk->viewer, file);
	return 0;
}

static int dead_release(struct inode *inode, struct file *file)
{
	struct walk *walk = ((struct seq_file *)file->private_data)->private;

	lc_access_close(&walk->viewer);
	return seq_release_private(inode, file);
}

const struct proc_ops lc_proc_dead_ops = {
	.proc_open = dead_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = dead_release,
};
