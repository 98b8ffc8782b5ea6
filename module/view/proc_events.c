// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/lifecycle/events: what happens, from the moment on in which the file is opened;
 * /proc/lifecycle/switches: the same of the switches of a tree; and /proc/lifecycle/waits: of
 * long waits for a CPU. A reader that is at the end waits, unless the file is open with
 * O_NONBLOCK. What it writes is a filter. Position 0 is the header; where it is after that, only
 * its cursor says.
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "record/event_wait.h"
#include "view/event_reader.h"
#include "view/proc.h"

static void *events_start(struct seq_file *m, loff_t *pos)
	__acquires(rcu)
{
	struct lc_event_reader *reader = m->private;

	lc_event_reader_begin(reader);
	if (!*pos)
		return SEQ_START_TOKEN;
	return lc_event_reader_seek(reader) ? reader : NULL;
}

static void *events_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct lc_event_reader *reader = m->private;

	(*pos)++;
	if (reader->lost)
		reader->lost = 0;
	else if (v != SEQ_START_TOKEN)
		lc_event_pass(&reader->cursor, &reader->full.event);
	if (need_resched())
		lc_access_pause(&reader->viewer);
	return lc_event_reader_seek(reader) ? reader : NULL;
}

static void events_stop(struct seq_file *m, void *v)
	__releases(rcu)
{
	rcu_read_unlock();
}

static int events_show(struct seq_file *m, void *v)
{
	struct lc_event_reader *reader = m->private;

	if (v == SEQ_START_TOKEN) {
		lc_print_header(m, &lc_row_event_layout);
		return 0;
	}
	if (reader->lost)
		lc_row_event_lost(&reader->row, reader->cursor.seq, reader->lost);
	else
		lc_row_event(&reader->row, &reader->viewer, &reader->full, &reader->subject);
	lc_print_line(m, &lc_row_event_layout, &reader->row, reader->viewer.clock_offset_ns);
	return 0;
}

static const struct seq_operations events_seq_ops = {
	.start = events_start,
	.next = events_next,
	.stop = events_stop,
	.show = events_show,
};

/* Whether a read would get something. */
static bool is_ready(void *data)
{
	struct seq_file *m = data;
	struct lc_event_reader *reader = m->private;
	bool ready;

	mutex_lock(&reader->lock);
	ready = !m->index || m->count;
	if (!ready) {
		lc_event_reader_begin(reader);
		ready = lc_event_reader_seek(reader);
		rcu_read_unlock();
	}
	mutex_unlock(&reader->lock);
	return ready;
}

/* The position of the file is that of the cursor, not what several threads may make of it. */
static ssize_t read_now(struct file *file, char __user *buf, size_t size)
{
	struct seq_file *m = file->private_data;
	struct lc_event_reader *reader = m->private;
	struct lc_event_cursor start;
	loff_t pos;
	ssize_t ret;

	mutex_lock(&reader->lock);
	start = reader->cursor;
	pos = m->read_pos;
	ret = seq_read(file, buf, size, &pos);
	/* If not even the header could be copied, the next read begins again with it. */
	if (ret == -EFAULT && !pos) {
		reader->cursor = start;
		reader->lost = 0;
	}
	mutex_unlock(&reader->lock);
	return ret;
}

static struct lc_event_wait *waiting(struct file *file)
{
	const struct lc_event_reader *reader = ((struct seq_file *)file->private_data)->private;

	return lc_event_waiting(reader->place.ring);
}

static ssize_t events_read(struct file *file, char __user *buf, size_t size, loff_t *ppos)
{
	ssize_t ret;

	for (;;) {
		ret = read_now(file, buf, size);
		if (ret || !size || lc_event_wait_ended())
			return ret;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = lc_event_wait_for(waiting(file), is_ready, file->private_data);
		if (ret)
			return ret;
	}
}

/* What a hook is to look for. */
static void update_want(struct lc_event_reader *reader)
{
	const struct lc_event_filter *filter = &reader->filter;

	if (reader->place.ring == &lc_event_switches)
		lc_event_switch_rewant(&reader->want, filter->watch >= 0 ? BIT(filter->watch) : 0,
				       U64_MAX);
	else if (reader->place.ring == &lc_event_waits)
		lc_event_switch_rewant(&reader->want, 0, filter->slow_ns);
}

static void set_filter(struct lc_event_reader *reader, const struct lc_event_filter *filter)
{
	struct lc_event_filter before;

	mutex_lock(&reader->lock);
	before = reader->filter;
	reader->filter = *filter;
	update_want(reader);
	if (filter->from_oldest) {
		lc_event_seek_oldest(reader->place.ring, &reader->cursor);
		reader->lost = 0;
	}
	mutex_unlock(&reader->lock);
	lc_event_filter_drop(&before);
	/* A reader that waits may have something to read now. */
	lc_event_wait_wake(lc_event_waiting(reader->place.ring));
}

static ssize_t events_write(struct file *file, const char __user *buf, size_t size, loff_t *ppos)
{
	struct lc_event_reader *reader = ((struct seq_file *)file->private_data)->private;
	struct lc_event_filter filter;
	char *text;
	int ret;

	if (!size || size > LC_EVENT_FILTER_LEN)
		return -EINVAL;
	text = memdup_user_nul(buf, size);
	if (IS_ERR(text))
		return PTR_ERR(text);
	lc_event_filter_init(&filter, reader->place.ring);
	ret = strlen(text) == size ? lc_event_filter_parse(&filter, &reader->viewer, text) :
				     -EINVAL;
	kfree(text);
	if (ret)
		return ret;
	set_filter(reader, &filter);
	return size;
}

/* As for 'dead': a queue of the module's is left when the file is closed. */
static bool may_wait(struct lc_event_reader *reader)
{
	bool may;

	mutex_lock(&reader->lock);
	may = reader->polled || try_module_get(THIS_MODULE);
	reader->polled = may;
	mutex_unlock(&reader->lock);
	return may;
}

static __poll_t events_poll(struct file *file, struct poll_table_struct *table)
{
	struct seq_file *m = file->private_data;

	if (!may_wait(m->private))
		return EPOLLERR;
	lc_event_wait_poll(waiting(file), file, table);
	return EPOLLOUT | EPOLLWRNORM | (is_ready(m) ? EPOLLIN | EPOLLRDNORM : 0);
}

/* Some places are reserved for those who see every task. */
static int join(struct lc_event_reader *reader, struct lc_event_ring *ring)
{
	bool privileged;

	rcu_read_lock();
	privileged = lc_access_sees_all(&reader->viewer);
	rcu_read_unlock();
	return lc_event_open(ring, &reader->place, reader->viewer.file->f_cred->fsuid,
			     privileged);
}

static int open_ring(struct inode *inode, struct file *file, struct lc_event_ring *ring)
{
	struct lc_event_reader *reader = __seq_open_private(file, &events_seq_ops, sizeof(*reader));
	int ret;

	if (!reader)
		return -ENOMEM;
	mutex_init(&reader->lock);
	lc_event_filter_init(&reader->filter, ring);
	lc_access_open(&reader->viewer, file);
	ret = join(reader, ring);
	if (ret) {
		lc_access_close(&reader->viewer);
		seq_release_private(inode, file);
		return ret;
	}
	lc_event_seek_end(reader->place.ring, &reader->cursor);
	reader->opened = reader->cursor.seq;
	lc_event_switch_want(&reader->want, 0, U64_MAX);
	update_want(reader);
	/* A thread that waits in read(2) does not keep another from write(2). */
	file->f_mode &= ~FMODE_ATOMIC_POS;
	return nonseekable_open(inode, file);
}

static int events_open(struct inode *inode, struct file *file)
{
	return open_ring(inode, file, &lc_event_lives);
}

static int switches_open(struct inode *inode, struct file *file)
{
	return open_ring(inode, file, &lc_event_switches);
}

static int waits_open(struct inode *inode, struct file *file)
{
	return open_ring(inode, file, &lc_event_waits);
}

static int events_release(struct inode *inode, struct file *file)
{
	struct lc_event_reader *reader = ((struct seq_file *)file->private_data)->private;

	lc_event_switch_unwant(&reader->want);
	lc_event_filter_drop(&reader->filter);
	lc_event_close(&reader->place);
	lc_access_close(&reader->viewer);
	if (reader->polled)
		module_put(THIS_MODULE);
	return seq_release_private(inode, file);
}

#define OPS(_open) {			\
	.proc_open = (_open),		\
	.proc_read = events_read,	\
	.proc_write = events_write,	\
	.proc_poll = events_poll,	\
	.proc_release = events_release,	\
}

const struct proc_ops lc_proc_events_ops = OPS(events_open);
const struct proc_ops lc_proc_switches_ops = OPS(switches_open);
const struct proc_ops lc_proc_waits_ops = OPS(waits_open);

/**
 * lc_proc_events_end() - end all reads that wait for events
 *
 * Context: Process context.
 */
void lc_proc_events_end(void)
{
	lc_event_end();
}
