// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/lifecycle/dead: the history. Position 0 is the header, position n is death number n.
 * The end is the newest death when the reader began: tasks may die faster than their rows are
 * read. A reader that is at the end and reads again gets the rows added meanwhile; poll(2)
 * waits for a death. Entries evicted before they were read leave a gap in death_seq.
 */
#include <linux/bitops.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/seq_file.h>

#include "record/bookmark.h"
#include "record/place.h"
#include "record/waiters.h"
#include "view/proc.h"
#include "view/row.h"

struct walk {
	struct lc_viewer viewer;
	struct lc_bookmark mark;
	u64 last;	/* number of the newest death when the reader began */
	bool begun;	/* it has not been told yet that it is at the end */
	u64 seen;	/* what @last was when the reader was last at the end */
	bool at_end;
	unsigned long polled;	/* bit 0 is set if poll(2) was called */
	struct lc_death dead;
	struct lc_row row;
};

/* The first death at or after @pos that is still in the history, copied into @walk. */
static void *seek(struct walk *walk, loff_t *pos)
{
	int ret = 0;

	if (!*pos)
		return SEQ_START_TOKEN;
	while (*pos <= walk->last &&
	       (ret = lc_bookmark_next(&walk->mark, *pos, &walk->dead)) < 0) {
		if (fatal_signal_pending(current))
			return NULL;
		lc_access_pause(&walk->viewer);
	}
	if (!ret || walk->dead.nr > walk->last) {
		WRITE_ONCE(walk->seen, walk->last);
		WRITE_ONCE(walk->at_end, true);
		return NULL;
	}
	*pos = walk->dead.nr;
	return &walk->dead;
}

static void *dead_start(struct seq_file *m, loff_t *pos)
	__acquires(rcu)
{
	struct walk *walk = m->private;

	rcu_read_lock();
	walk->viewer.capable_ns = NULL;
	WRITE_ONCE(walk->at_end, false);
	if (!*pos || !READ_ONCE(walk->begun)) {
		WRITE_ONCE(walk->begun, true);
		walk->last = lc_places_newest();
	}
	return seek(walk, pos);
}

static void *dead_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct walk *walk = m->private;

	(*pos)++;
	if (need_resched())
		lc_access_pause(&walk->viewer);
	return seek(walk, pos);
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
		lc_print_line(m, &lc_row_layout, &walk->row,
			      walk->viewer.clock_offset_ns);
	return 0;
}

static const struct seq_operations dead_seq_ops = {
	.start = dead_start,
	.next = dead_next,
	.stop = dead_stop,
	.show = dead_show,
};

static ssize_t dead_read(struct file *file, char __user *buf, size_t size, loff_t *ppos)
{
	struct walk *walk = ((struct seq_file *)file->private_data)->private;
	ssize_t ret = seq_read(file, buf, size, ppos);

	if (!ret && size)
		WRITE_ONCE(walk->begun, false);
	return ret;
}

/*
 * The queue of waiters is in the module, and they leave it when they like: the module stays
 * until the file is closed.
 */
static bool may_wait(struct walk *walk)
{
	if (test_bit(0, &walk->polled))
		return true;
	if (!try_module_get(THIS_MODULE))
		return false;
	if (test_and_set_bit(0, &walk->polled))
		module_put(THIS_MODULE);
	return true;
}

/* Whether the reader was at the end, has been given all rows, and nothing has died since. */
static bool has_read_all(const struct seq_file *m)
{
	const struct walk *walk = m->private;

	return READ_ONCE(walk->at_end) && !READ_ONCE(m->count) &&
	       lc_places_newest() == READ_ONCE(walk->seen);
}

static __poll_t dead_poll(struct file *file, struct poll_table_struct *table)
{
	struct seq_file *m = file->private_data;

	if (!may_wait(m->private))
		return EPOLLERR;
	lc_waiters_add(file, table);
	return has_read_all(m) ? 0 : EPOLLIN | EPOLLRDNORM;
}

/* What is read next is not the end. */
static loff_t dead_lseek(struct file *file, loff_t offset, int whence)
{
	struct walk *walk = ((struct seq_file *)file->private_data)->private;

	WRITE_ONCE(walk->at_end, false);
	return seq_lseek(file, offset, whence);
}

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

	lc_bookmark_leave(&walk->mark);
	lc_access_close(&walk->viewer);
	if (test_bit(0, &walk->polled))
		module_put(THIS_MODULE);
	return seq_release_private(inode, file);
}

const struct proc_ops lc_proc_dead_ops = {
	.proc_open = dead_open,
	.proc_read = dead_read,
	.proc_lseek = dead_lseek,
	.proc_poll = dead_poll,
	.proc_release = dead_release,
};
