// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/lifecycle/task: write a PID, then read the task's columns. /proc/lifecycle/self: the
 * reader's own.
 */
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "view/proc.h"
#include "view/row.h"

/* The query of one open file, protected by the seq_file's mutex. */
struct query {
	struct lc_viewer viewer;
	bool answered;
	struct lc_row row;
};

static int task_show(struct seq_file *m, void *v)
{
	struct query *query = m->private;

	if (!query->answered)
		return -EINVAL;
	lc_print_list(m, &lc_row_layout, &query->row,
		      query->viewer.clock_offset_ns);
	return 0;
}

static int self_show(struct seq_file *m, void *v)
{
	struct query *query = m->private;
	bool found;

	rcu_read_lock();
	query->viewer.capable_ns = NULL;
	found = lc_row_by_task(&query->row, &query->viewer, current);
	rcu_read_unlock();
	if (!found)
		return -ESRCH;
	lc_print_list(m, &lc_row_layout, &query->row,
		      query->viewer.clock_offset_ns);
	return 0;
}

static int query_open(struct file *file, int (*show)(struct seq_file *, void *))
{
	struct query *query = kzalloc(sizeof(*query), GFP_KERNEL_ACCOUNT);
	int ret;

	if (!query)
		return -ENOMEM;
	ret = single_open(file, show, query);
	if (ret) {
		kfree(query);
		return ret;
	}
	lc_access_open(&query->viewer, file);
	return 0;
}

static int query_release(struct inode *inode, struct file *file)
{
	struct query *query = ((struct seq_file *)file->private_data)->private;

	lc_access_close(&query->viewer);
	kfree(query);
	return single_release(inode, file);
}

static int task_open(struct inode *inode, struct file *file)
{
	return query_open(file, task_show);
}

static int self_open(struct inode *inode, struct file *file)
{
	return query_open(file, self_show);
}

/* Parse a PID: a positive decimal number, optionally with a newline. */
static int parse_pid(const char __user *buf, size_t count)
{
	char text[16];
	int nr;

	if (!count || count >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, buf, count))
		return -EFAULT;
	text[count] = '\0';
	if (strlen(text) != count || text[0] < '0' || text[0] > '9' ||
	    kstrtoint(text, 10, &nr) || nr <= 0)
		return -EINVAL;
	return nr;
}

static ssize_t task_write(struct file *file, const char __user *buf, size_t count,
			  loff_t *ppos)
{
	struct seq_file *m = file->private_data;
	struct query *query = m->private;
	int nr = parse_pid(buf, count);
	loff_t start;
	bool found;

	if (nr < 0)
		return nr;
	mutex_lock(&m->lock);
	found = lc_row_by_nr(&query->row, &query->viewer, nr);
	query->answered = found;
	mutex_unlock(&m->lock);
	/*
	 * A new answer is read from its beginning, and after a failed query the old one
	 * cannot be read further. write(2) sets the file's position to *ppos when this
	 * returns, unless it fails.
	 */
	start = seq_lseek(file, 0, SEEK_SET);
	if (start < 0)
		return start;
	if (!found)
		return -ESRCH;
	*ppos = 0;
	return count;
}

const struct proc_ops lc_proc_task_ops = {
	.proc_open = task_open,
	.proc_read = seq_read,
	.proc_write = task_write,
	.proc_lseek = seq_lseek,
	.proc_release = query_release,
};

const struct proc_ops lc_proc_self_ops = {
	.proc_open = self_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = query_release,
};
