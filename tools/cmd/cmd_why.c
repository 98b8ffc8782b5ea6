// SPDX-License-Identifier: GPL-2.0
/* lifecycle why: one sentence about a task's death, and the evidence. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "task/lookup.h"
#include "task/parents.h"
#include "task/source.h"
#include "task/value.h"
#include "text/warn.h"
#include "view/print.h"
#include "why/evidence.h"
#include "why/passed.h"
#include "why/sentence.h"

/**
 * struct why_query - a case, and the data it points to
 * @c:		the case
 * @view:	its clock
 * @table, @tasks: the task itself
 * @leader_table, @leader_tasks: the leader of a thread
 * @living:	all living tasks, if it lives
 * @dead:	the history, if its exit status may stand for the death of a child
 * @oom:	the OOM kills, if it is in one
 * @kill:	the OOM kill of the task
 * @sharing:	the OOM kill of the process whose memory it shared
 */
struct why_query {
	struct lct_case c;
	struct lct_view view;
	struct lct_table table, leader_table;
	struct lct_tasks tasks, leader_tasks;
	struct lct_source living, dead;
	struct lct_table oom;
	struct lct_oom_kill kill, sharing;
};

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

static void find_holder(struct why_query *q)
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
static int load_living(struct why_query *q, const struct lct_options *opt)
{
	size_t i;
	int status;

	if (q->c.task->dead)
		return 0;
	status = lct_source_load(&q->living, opt->root, LCT_READ_LIVING | LCT_READ_QUIETLY);
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
static int find_leader(struct why_query *q, const struct lct_options *opt)
{
	const struct lct_task *thread = q->c.task, *leader;
	int status;

	if (lct_task_is_leader(thread) || thread->tgid <= 0)
		return 0;
	status = lct_lookup_pid(opt->root, thread->tgid, &q->leader_table, &q->leader_tasks);
	if (status || !q->leader_tasks.nr)
		return status;
	leader = &q->leader_tasks.task[0];
	if (lct_task_is_leader(leader) && leader->born_ns <= thread->born_ns &&
	    leader->end_ns >= thread->end_ns)
		q->c.leader = leader;
	return 0;
}

static int find_passed(struct why_query *q, const struct lct_options *opt)
{
	int status;

	if (!lct_passed_signal(q->c.task))
		return 0;
	status = lct_source_load(&q->dead, opt->root, LCT_READ_DEAD | LCT_READ_QUIETLY);
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
static void find_companions(struct why_query *q, size_t own)
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
static int find_kill(struct why_query *q, const struct lct_options *opt)
{
	int64_t seq;
	size_t row;
	int status;

	if (!lct_task_number(q->c.task, LCT_COLUMN_oom_seq, &seq) ||
	    !lct_source_has(opt->root, "oom"))
		return 0;
	status = lct_source_table(opt->root, "oom", &q->oom);
	if (status || !find_row(&q->oom, seq, &row))
		return status;
	lct_oom_kill_read(&q->kill, &q->oom, row);
	q->c.kill = &q->kill;
	find_companions(q, row);
	return 0;
}

static int collect(struct why_query *q, const struct lct_options *opt, int64_t pid)
{
	int status;

	status = lct_lookup_pid(opt->root, pid, &q->table, &q->tasks);
	if (!status && !q->tasks.nr) {
		lct_source_unknown(opt->root, "task", pid);
		return EXIT_FAILURE;
	}
	if (status)
		return status;
	lct_source_clock(opt->root, &q->view.clock);
	q->c = (struct lct_case){
		.task = &q->tasks.task[0],
		.view = &q->view,
		.form = opt->json ? LCT_FORM_JSON : LCT_FORM_HUMAN,
	};
	status = load_living(q, opt);
	if (!status)
		status = find_leader(q, opt);
	if (!status)
		status = find_passed(q, opt);
	return status ? status : find_kill(q, opt);
}

static int put_json(const struct lct_case *c)
{
	struct lct_json json = { .out = stdout };
	char comm[2 * LCT_CELL_ESCAPED], pid[24], *sentence = NULL;
	size_t size;
	FILE *out = open_memstream(&sentence, &size);

	if (!out)
		return lct_warn_no_memory();
	lct_sentence_print(c, out);
	if (fclose(out)) {
		free(sentence);
		return lct_warn_no_memory();
	}
	lct_json_open(&json, NULL, '{');
	snprintf(pid, sizeof(pid), "%lld", (long long)c->task->pid);
	lct_json_literal(&json, "pid", pid);
	if (lct_value_format(LCT_COLUMN_comm, LCT_FORM_JSON, c->task, c->view, comm, sizeof(comm)))
		lct_json_string(&json, "comm", comm);
	else
		lct_json_literal(&json, "comm", "null");
	lct_json_string(&json, "sentence", sentence);
	lct_evidence_json(c, &json);
	lct_json_close(&json, '}');
	putchar('\n');
	free(sentence);
	return 0;
}

static void put_text(const struct lct_case *c, bool more)
{
	if (more)
		putchar('\n');
	lct_sentence_print(c, stdout);
	fputs("\n\n", stdout);
	lct_evidence_print(c, stdout);
}

static int why(const struct lct_options *opt, int64_t pid, bool *more)
{
	struct why_query q = { 0 };
	int status;

	status = collect(&q, opt, pid);
	if (!status && opt->json)
		status = put_json(&q.c);
	else if (!status)
		put_text(&q.c, *more);
	*more |= !status;
	lct_tasks_free(&q.tasks);
	lct_tasks_free(&q.leader_tasks);
	lct_table_free(&q.table);
	lct_table_free(&q.leader_table);
	lct_table_free(&q.oom);
	lct_source_free(&q.living);
	lct_source_free(&q.dead);
	return status;
}

int lct_cmd_why(const struct lct_options *opt)
{
	int64_t pids[LCT_PIDS_MAX];
	bool more = false;
	int i, ret, status;

	status = lct_options_pids(opt, pids);
	for (i = 0; i < opt->nargs && status != LCT_EXIT_USAGE; i++) {
		ret = why(opt, pids[i], &more);
		status = status ? status : ret;
	}
	return status;
}
