// SPDX-License-Identifier: GPL-2.0
/*
 * The tree of processes. A PID alone does not identify a process, because it may
 * have been reused. A process is therefore the set of tasks of one tgid whose
 * lives overlap, and a parent is the process that had the PID when the child was born.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "task/family.h"

#define NONE ((size_t)-1)

/**
 * struct lct_process - the tasks of one thread group
 * @tgid:	its number
 * @start_ns:	first birth among its tasks
 * @end_ns:	last reaping among them, INT64_MAX while one lives
 * @founder:	the task born first, at the birth of the process
 * @leader:	the task that represents the process
 * @parent, @child, @sibling: its place in the tree, or NONE
 */
struct lct_process {
	int64_t tgid;
	int64_t start_ns;
	int64_t end_ns;
	size_t founder;
	size_t leader;
	size_t parent;
	size_t child;
	size_t sibling;
};

static int by_tgid(const void *a, const void *b, void *arg)
{
	const struct lct_tasks *tasks = arg;
	const struct lct_task *x = &tasks->task[*(const size_t *)a];
	const struct lct_task *y = &tasks->task[*(const size_t *)b];

	if (x->tgid != y->tgid)
		return x->tgid < y->tgid ? -1 : 1;
	if (x->born_ns != y->born_ns)
		return x->born_ns < y->born_ns ? -1 : 1;
	/* The leader sorts before threads with the same birth time. */
	if (lct_task_is_leader(x) != lct_task_is_leader(y))
		return lct_task_is_leader(x) ? -1 : 1;
	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

/* Add a task to the process, or start the next one. */
static void gather(struct lct_family *f, size_t i)
{
	const struct lct_task *task = &f->tasks->task[i];
	struct lct_process *p = f->nprocesses ? &f->process[f->nprocesses - 1] : NULL;

	if (!p || p->tgid != task->tgid || task->born_ns >= p->end_ns) {
		p = &f->process[f->nprocesses++];
		*p = (struct lct_process){
			.tgid = task->tgid, .start_ns = task->born_ns, .end_ns = task->end_ns,
			.founder = i, .leader = i,
			.parent = NONE, .child = NONE, .sibling = NONE,
		};
	}
	if (task->end_ns > p->end_ns)
		p->end_ns = task->end_ns;
	/* After exec by another thread, the newest task with the PID is the leader. */
	if (lct_task_is_leader(task))
		p->leader = i;
	f->owner[i] = p - f->process;
}

/* The process that had a PID at a point in time. */
static size_t lookup(const struct lct_family *f, int64_t tgid, int64_t at_ns)
{
	size_t low = 0, high = f->nprocesses;

	if (tgid <= 0)
		return NONE;
	/* The newest that is not after (tgid, at_ns). */
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct lct_process *p = &f->process[mid];

		if (p->tgid < tgid || (p->tgid == tgid && p->start_ns <= at_ns))
			low = mid + 1;
		else
			high = mid;
	}
	if (!low || f->process[low - 1].tgid != tgid || f->process[low - 1].end_ns < at_ns)
		return NONE;
	return low - 1;
}

/* Can it be the parent? A child is never older than its parent. */
static bool may_bear(const struct lct_family *f, size_t parent, size_t child)
{
	const struct lct_process *p, *c = &f->process[child];

	if (parent == NONE || parent == child)
		return false;
	p = &f->process[parent];
	if (p->start_ns != c->start_ns)
		return p->start_ns < c->start_ns;
	return p->tgid < c->tgid;
}

static size_t find_parent(const struct lct_family *f, size_t child)
{
	const struct lct_process *p = &f->process[child];
	size_t parent;

	parent = lookup(f, f->tasks->task[p->founder].birth_ppid, p->start_ns);
	if (may_bear(f, parent, child))
		return parent;
	/* The parent is evicted or not visible: use the process that adopted it. */
	parent = lookup(f, f->tasks->task[p->leader].ppid, p->end_ns);
	return may_bear(f, parent, child) ? parent : NONE;
}

static int by_birth_backwards(const void *a, const void *b, void *arg)
{
	const struct lct_family *f = arg;
	const struct lct_process *x = &f->process[*(const size_t *)a];
	const struct lct_process *y = &f->process[*(const size_t *)b];

	if (x->start_ns != y->start_ns)
		return x->start_ns < y->start_ns ? 1 : -1;
	return x->tgid < y->tgid ? 1 : -1;
}

/* Link every process to its parent; siblings are in order of birth. */
static void hang(struct lct_family *f)
{
	size_t i;

	for (i = 0; i < f->nprocesses; i++)
		f->order[i] = i;
	qsort_r(f->order, f->nprocesses, sizeof(*f->order), by_birth_backwards, f);
	for (i = 0; i < f->nprocesses; i++) {
		struct lct_process *p = &f->process[f->order[i]];

		p->parent = find_parent(f, f->order[i]);
		if (p->parent == NONE)
			continue;
		p->sibling = f->process[p->parent].child;
		f->process[p->parent].child = f->order[i];
	}
}

/**
 * lct_family_link() - build the tree of processes
 * @f:		the family, freed by the caller, also on failure
 * @tasks:	the living and the dead
 *
 * Return: 0 or -ENOMEM.
 */
int lct_family_link(struct lct_family *f, const struct lct_tasks *tasks)
{
	size_t i;

	memset(f, 0, sizeof(*f));
	f->tasks = tasks;
	f->process = calloc(tasks->nr + 1, sizeof(*f->process));
	f->owner = calloc(tasks->nr + 1, sizeof(*f->owner));
	f->order = calloc(tasks->nr + 1, sizeof(*f->order));
	if (!f->process || !f->owner || !f->order)
		return -ENOMEM;
	for (i = 0; i < tasks->nr; i++)
		f->order[i] = i;
	qsort_r(f->order, tasks->nr, sizeof(*f->order), by_tgid, (void *)tasks);
	for (i = 0; i < tasks->nr; i++)
		gather(f, f->order[i]);
	hang(f);
	return 0;
}

/**
 * lct_family_free() - free what lct_family_link() has allocated
 * @f: the family
 */
void lct_family_free(struct lct_family *f)
{
	free(f->process);
	free(f->owner);
	free(f->order);
	memset(f, 0, sizeof(*f));
}

/**
 * lct_family_find() - find the process that had a PID at a point in time
 * @f:		the family
 * @pid:	its process id
 * @at_ns:	the time; INT64_MAX for the living process, else the newest dead one
 *
 * Return: a root for lct_family_rows(), or -1.
 */
ssize_t lct_family_find(const struct lct_family *f, int64_t pid, int64_t at_ns)
{
	size_t i, p = lookup(f, pid, at_ns);

	if (p != NONE)
		return p;
	if (at_ns != INT64_MAX)
		return -1;
	for (i = f->nprocesses; i-- > 0;)
		if (f->process[i].tgid == pid)
			return i;
	return -1;
}

/**
 * lct_family_leader() - get the task that represents a task's process
 * @f:		the family
 * @task:	number of the task
 */
const struct lct_task *lct_family_leader(const struct lct_family *f, size_t task)
{
	return &f->tasks->task[f->process[f->owner[task]].leader];
}

/* The next process in a walk from parents to children, or NONE. */
static size_t next(const struct lct_family *f, size_t i, size_t root)
{
	if (f->process[i].child != NONE)
		return f->process[i].child;
	while (i != root && f->process[i].sibling == NONE)
		i = f->process[i].parent;
	return i == root ? NONE : f->process[i].sibling;
}

/**
 * lct_family_members() - mark the tasks of a family
 * @f:		the family
 * @root:	its oldest member, from lct_family_find()
 * @member:	per task, set to true if it is a member
 *
 * Return: 0 or -ENOMEM.
 */
int lct_family_members(const struct lct_family *f, ssize_t root, bool *member)
{
	bool *in = calloc(f->nprocesses + 1, sizeof(*in));
	size_t i;

	if (!in)
		return -ENOMEM;
	for (i = root < 0 ? NONE : (size_t)root; i != NONE; i = next(f, i, root))
		in[i] = true;
	for (i = 0; i < f->tasks->nr; i++)
		member[i] = in[f->owner[i]];
	free(in);
	return 0;
}

/* Processes that are wanted, with the ancestors that connect them. */
static void mark_shown(const struct lct_family *f, int flags, const bool *wanted, bool *shown)
{
	size_t i, p;

	for (i = 0; i < f->tasks->nr; i++) {
		p = f->owner[i];
		if (wanted && !wanted[i])
			continue;
		if (flags & LCT_FAMILY_LIVING && f->process[p].end_ns != INT64_MAX)
			continue;
		for (; p != NONE && !shown[p]; p = f->process[p].parent)
			shown[p] = true;
	}
}

static ssize_t add_row(struct lct_rows *rows, const struct lct_task *task, ssize_t parent)
{
	rows->row[rows->nr] = (struct lct_row){ .task = task, .parent = parent };
	return rows->nr++;
}

/*
 * The tasks of a process are adjacent only in by_tgid() order, which no longer
 * holds: search all tasks for its threads. Only -L needs this.
 */
static void add_threads(const struct lct_family *f, size_t p, ssize_t row, struct lct_rows *rows)
{
	size_t i;

	for (i = 0; i < f->tasks->nr; i++)
		if (f->owner[i] == p && i != f->process[p].leader)
			add_row(rows, &f->tasks->task[i], row);
}

static void add_branch(const struct lct_family *f, size_t root, int flags, const bool *shown,
		       ssize_t *row_of, struct lct_rows *rows)
{
	size_t i;

	for (i = root; i != NONE; i = next(f, i, root)) {
		const struct lct_process *p = &f->process[i];

		row_of[i] = -1;
		if (!shown[i])
			continue;
		row_of[i] = add_row(rows, &f->tasks->task[p->leader],
				    i == root ? -1 : row_of[p->parent]);
		if (flags & LCT_FAMILY_THREADS)
			add_threads(f, i, row_of[i], rows);
	}
}

/**
 * lct_family_rows() - get a family as rows, parents before their children
 * @f:		the family
 * @root:	its oldest member, or LCT_FAMILY_ALL
 * @flags:	LCT_FAMILY_THREADS; LCT_FAMILY_LIVING: only processes that live
 * @wanted:	per task: its process is wanted; NULL for all
 * @rows:	the rows, @rows->row is freed by the caller
 *
 * The ancestors of a process that is wanted are shown in any case.
 *
 * Return: 0 or -ENOMEM.
 */
int lct_family_rows(const struct lct_family *f, ssize_t root, int flags, const bool *wanted,
		    struct lct_rows *rows)
{
	bool *shown = calloc(f->nprocesses + 1, sizeof(*shown));
	ssize_t *row_of = calloc(f->nprocesses + 1, sizeof(*row_of));
	size_t i;
	int ret = -ENOMEM;

	rows->nr = 0;
	rows->is_tree = true;
	rows->row = calloc(f->tasks->nr + 1, sizeof(*rows->row));
	if (!shown || !row_of || !rows->row)
		goto out;
	mark_shown(f, flags, wanted, shown);
	if (root >= 0)
		add_branch(f, root, flags, shown, row_of, rows);
	for (i = 0; root < 0 && i < f->nprocesses; i++)
		if (f->process[i].parent == NONE)
			add_branch(f, i, flags, shown, row_of, rows);
	ret = 0;
out:
	free(shown);
	free(row_of);
	return ret;
}
