// SPDX-License-Identifier: GPL-2.0
/* The tasks and kills that the sentence about a task needs, read from the module's files. */
#include "why/query.h"
#include "task/lookup.h"
#include "task/parents.h"
#include "why/passed.h"

/* Does this task, among all that live, keep the task from ending, or its exec from going on? */
static bool is_holder(const struct lct_task *task, const struct lct_task *held)
{
	if (task->pid == held->pid)
		return false;
	if (lct_task_is_word(held, LCT_COLUMN_exit_phase, "pidns-wait"))
		return lct_task_is_leader(task) && task->tgid != held->tgid &&
		       lct_task_number_or(task, LCT_COLUMN_pidns_init_pid, 0) == held->tgid;
	if (!held->survived && !lct_task_is_word(held, LCT_COLUMN_exit_phase, "exec-wait"))
		return false;
	return task->tgid == held->tgid && !lct_task_is_zombie(task);
}

/* Prefer a zombie, which somebody must reap, and one in uninterruptible sleep. */
static int rank(const struct lct_task *task)
{
	if (lct_task_is_zombie(task))
		return 2;
	return lct_task_is_word(task, LCT_COLUMN_state, "disk");
}

static void find_holder(struct lct_query *q)
{
	const struct lct_tasks *living = &q->living.tasks;
	struct lct_case *c = &q->c;
	size_t i;

	for (i = 0; i < living->nr; i++) {
		const struct lct_task *task = &living->task[i];

		if (!is_holder(task, c->task))
			continue;
		c->holders++;
		if (!c->holder || rank(task) > rank(c->holder))
			c->holder = task;
	}
}

/*
 * The living tasks give the name of the parent, and show whether other threads live, and
 * what it waits for.
 */
static int load_living(struct lct_query *q, const char *root)
{
	size_t i;
	int status;

	if (q->c.task->dead)
		return 0;
	status = lct_source_load(&q->living, root, LCT_READ_LIVING | LCT_READ_QUIETLY);
	if (status)
		return status;
	lct_parents_link(&q->living.tasks);
	for (i = 0; i < q->living.tasks.nr; i++) {
		const struct lct_task *task = &q->living.tasks.task[i];

		/* If it has died meanwhile, the row from the lookup is used. */
		if (task->pid == q->c.task->pid && task->born_ns == q->c.task->born_ns)
			q->c.task = task;
	}
	find_holder(q);
	return 0;
}

/* The leader of a thread, unless its PID has been reused. */
static int find_leader(struct lct_query *q, const char *root)
{
	const struct lct_task *thread = q->c.task, *leader;
	int status;

	if (lct_task_is_leader(thread) || thread->tgid <= 0)
		return 0;
	status = lct_lookup_pid(root, thread->tgid, &q->leader_table, &q->leader_tasks);
	if (status || !q->leader_tasks.nr)
		return status;
	leader = &q->leader_tasks.task[0];
	if (lct_task_is_leader(leader) && leader->born_ns <= thread->born_ns &&
	    leader->end_ns >= thread->end_ns)
		q->c.leader = leader;
	return 0;
}

static int find_passed(struct lct_query *q, const char *root)
{
	int status;

	if (!lct_passed_signal(q->c.task))
		return 0;
	status = lct_source_load(&q->dead, root, LCT_READ_DEAD | LCT_READ_QUIETLY);
	q->c.passed = lct_passed_find(q->c.task, &q->dead.tasks);
	return status;
}

static bool find_row(const struct lct_table *t, int64_t seq, size_t *row)
{
	const int column = lct_table_column(t, "oom_seq");
	int64_t number;

	for (*row = 0; *row < t->nrows; (*row)++)
		if (lct_cell_number(lct_table_cell(t, *row, column), &number) && number == seq)
			return true;
	return false;
}

static bool is_selection(const struct lct_oom_kill *kill, const char *word)
{
	return lct_oom_kill_is_word(kill, LCT_OOM_COLUMN_selection, word);
}

/* The other victims of the same decision: of its cgroup, and the one that it shares memory with. */
static void find_companions(struct lct_query *q, size_t own)
{
	struct lct_oom_kill other;
	int64_t event, same;
	size_t i;

	if (!lct_oom_kill_number(&q->kill, LCT_OOM_COLUMN_oom_event, &event))
		return;
	for (i = 0; i < q->oom.nrows; i++) {
		lct_oom_kill_read(&other, &q->oom, i);
		if (!lct_oom_kill_number(&other, LCT_OOM_COLUMN_oom_event, &same) || same != event)
			continue;
		if (is_selection(&other, "group") && !is_selection(&q->kill, "shared-mm"))
			q->c.grouped = true;
		if (i < own && is_selection(&q->kill, "shared-mm") &&
		    !is_selection(&other, "shared-mm")) {
			q->sharing = other;
			q->c.sharing = &q->sharing;
		}
	}
}

/* The OOM kill that the task's record names; an older module has no list of them. */
static int find_kill(struct lct_query *q, const char *root)
{
	int64_t seq;
	size_t row;
	int status;

	if (!lct_task_number(q->c.task, LCT_COLUMN_oom_seq, &seq) ||
	    !lct_source_has(root, "oom"))
		return 0;
	status = lct_source_table(root, "oom", &q->oom);
	if (status || !find_row(&q->oom, seq, &row))
		return status;
	lct_oom_kill_read(&q->kill, &q->oom, row);
	q->c.kill = &q->kill;
	find_companions(q, row);
	return 0;
}

/**
 * lct_query_fill() - gather what the sentence about a task needs
 * @q:		all zeros; freed by the caller, also on failure
 * @root:	root folder of a recording, or NULL
 * @form:	form of the names in the sentence
 * @task:	the task
 *
 * Return: an exit status.
 */
int lct_query_fill(struct lct_query *q, const char *root, enum lct_form form,
		   const struct lct_task *task)
{
	int status;

	lct_source_clock(root, &q->view.clock);
	q->c = (struct lct_case){
		.task = task,
		.view = &q->view,
		.form = form,
	};
	status = load_living(q, root);
	if (!status)
		status = find_leader(q, root);
	if (!status)
		status = find_passed(q, root);
	return status ? status : find_kill(q, root);
}

/**
 * lct_query_free() - free what has been gathered
 * @q:		the query
 */
void lct_query_free(struct lct_query *q)
{
	lct_tasks_free(&q->leader_tasks);
	lct_table_free(&q->leader_table);
	lct_table_free(&q->oom);
	lct_source_free(&q->living);
	lct_source_free(&q->dead);
}
