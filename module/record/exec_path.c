// SPDX-License-Identifier: GPL-2.0
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "record/exec_path.h"
#include "record/pool.h"

#define CUT "..."

static struct lc_pool pool = {
	.name = "lc_exec_path",
	.size = sizeof(struct lc_exec_path),
	.low = 64,
	.full = 128,
	.most = 256,
};

static atomic_t kept = ATOMIC_INIT(0);
static atomic64_t lost = ATOMIC64_INIT(0);

/*
 * Past the point of no return the memory is that of the new program, and the kernel forces a
 * signal on the process.
 */
static bool has_lost_memory(void)
{
	return fatal_signal_pending(current) ||
	       sigismember(&current->pending.signal, SIGSEGV);
}

/*
 * Before 5.14 (commit ec6aba3d2be1), a page fault in a kretprobe counts as a call that it has
 * missed. So nothing is read where the kernel itself could not read.
 */
static bool is_readable(const union lc_exec_error *error)
{
	return error->err != EFAULT && !has_lost_memory();
}

/* The path ends where its page does, or goes on in the next one, if it is there. */
static bool copy_path(char to[LC_EXEC_PATH_LEN], unsigned long address)
{
	const size_t first = min_t(size_t, LC_EXEC_PATH_LEN, PAGE_SIZE - offset_in_page(address));
	const void __user *from = (const void __user *)address;

	if (copy_from_user_nofault(to, from, first))
		return false;
	if (first == LC_EXEC_PATH_LEN || strnlen(to, first) < first)
		return true;
	return !copy_from_user_nofault(to + first, from + first, LC_EXEC_PATH_LEN - first);
}

/* A path that begins at a descriptor gets the name that the kernel gives to the program. */
static int put_start(char to[LC_EXEC_PATH_LEN], int fd, const char *path)
{
	if (fd == AT_FDCWD || *path == '/')
		return 0;
	return scnprintf(to, LC_EXEC_PATH_LEN, *path ? "/dev/fd/%d/" : "/dev/fd/%d", fd);
}

static void put_path(char to[LC_EXEC_PATH_LEN], int fd, const char path[LC_EXEC_PATH_LEN])
{
	const size_t start = put_start(to, fd, path), room = LC_EXEC_PATH_LEN - start;
	const size_t length = strnlen(path, LC_EXEC_PATH_LEN);

	memcpy(to + start, path, min(length + 1, room));
	if (length >= room)
		memcpy(to + LC_EXEC_PATH_LEN - sizeof(CUT), CUT, sizeof(CUT));
}

static struct lc_exec_path *make(void)
{
	struct lc_exec_path *path = lc_pool_get(&pool);

	if (!path) {
		atomic64_inc(&lost);
		return NULL;
	}
	atomic_inc(&kept);
	refcount_set(&path->refs, 1);
	seqcount_init(&path->seq);
	return path;
}

/**
 * lc_exec_path_set() - record the path of a failed exec
 * @facts: of current, which called it
 * @error: the failed exec
 * @call: how it was called
 *
 * The path is read from the memory of the process, where the kernel has just read it. It is
 * unknown if its page has been reclaimed since.
 *
 * Context: RCU read side, in the task, no scheduler lock held.
 */
void lc_exec_path_set(struct lc_facts *facts, union lc_exec_error error,
		      const struct lc_exec_call *call)
{
	char text[LC_EXEC_PATH_LEN] lc_compat_uninitialized;
	bool known = is_readable(&error) && copy_path(text, call->path);
	struct lc_exec_path *path = facts->exec_path;

	if (!path) {
		path = known ? make() : NULL;
		if (!path)
			return;
		/* A reader sees the whole of it. */
		smp_store_release(&facts->exec_path, path);
	}
	/* A task on this CPU that preempts the writer would wait for it forever. */
	preempt_disable();
	raw_write_seqcount_begin(&path->seq);
	path->error = error;
	if (known)
		put_path(path->text, call->fd, text);
	else
		path->text[0] = '\0';
	raw_write_seqcount_end(&path->seq);
	preempt_enable();
}

/**
 * lc_exec_path_now() - read the path of an exec that has just failed
 * @to: the path
 * @err: its errno
 * @call: how it was called, by current
 *
 * Context: RCU read side, in the task, no scheduler lock held.
 * Return: true if it is known.
 */
bool lc_exec_path_now(char to[LC_EXEC_PATH_LEN], int err, const struct lc_exec_call *call)
{
	const union lc_exec_error error = { .err = err };
	char text[LC_EXEC_PATH_LEN] lc_compat_uninitialized;

	if (!is_readable(&error) || !copy_path(text, call->path))
		return false;
	put_path(to, call->fd, text);
	return true;
}

/**
 * lc_exec_path_read() - copy the path of the failed exec whose error a task has
 * @facts: copy of its facts
 * @to: the copy
 *
 * Context: RCU read side in which @facts was copied, or with a reference.
 * Return: true if it is known.
 */
bool lc_exec_path_read(const struct lc_facts *facts, char to[LC_EXEC_PATH_LEN])
{
	const struct lc_exec_path *path = facts->exec_path;
	unsigned int seq;
	bool known;

	if (!path)
		return false;
	do {
		seq = raw_read_seqcount_begin(&path->seq);
		known = path->error.all == facts->exec_error.all && path->text[0];
		memcpy(to, path->text, LC_EXEC_PATH_LEN);
	} while (read_seqcount_retry(&path->seq, seq));
	return known;
}

/**
 * lc_exec_path_hold() - take a reference
 * @path: the path, or NULL
 *
 * Context: RCU read side.
 * Return: @path; NULL if its last reference is gone.
 */
struct lc_exec_path *lc_exec_path_hold(struct lc_exec_path *path)
{
	return path && refcount_inc_not_zero(&path->refs) ? path : NULL;
}

static void free_path(struct rcu_head *head)
{
	lc_pool_put(&pool, container_of(head, struct lc_exec_path, rcu));
	atomic_dec(&kept);
}

/**
 * lc_exec_path_put() - drop a reference
 * @path: the path, or NULL
 *
 * Context: No scheduler lock held.
 */
void lc_exec_path_put(struct lc_exec_path *path)
{
	if (unlikely(path) && refcount_dec_and_test(&path->refs))
		call_rcu(&path->rcu, free_path);
}

/* Number of paths that could not be recorded for lack of memory. Context: any. */
u64 lc_exec_path_lost(void)
{
	return atomic64_read(&lost);
}

/* Size of all paths, in use and in reserve, in bytes. Context: any. */
size_t lc_exec_path_memory(void)
{
	return (atomic_read(&kept) + lc_pool_reserve(&pool)) * sizeof(struct lc_exec_path);
}

/**
 * lc_exec_path_init() - allocate the reserve
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_exec_path_init(void)
{
	return lc_pool_init(&pool);
}

/**
 * lc_exec_path_exit() - free the reserve
 *
 * Context: Process context. No record and no death refers to a path any more.
 */
void lc_exec_path_exit(void)
{
	rcu_barrier();
	lc_pool_exit(&pool);
}
