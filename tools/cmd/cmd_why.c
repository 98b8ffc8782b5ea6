// SPDX-License-Identifier: GPL-2.0
/* lifecycle why: one sentence about a task's end, and what it rests on. */
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
#include "why/sentence.h"

/**
 * struct inquest - a case with all that it points into
 * @c:		the case
 * @view:	its clock
 * @table, @tasks: the task itself
 * @leader_table, @leader_tasks: its process, where it is a thread
 * @living:	the living, where it lives
 * @oom:	the OOM kills, where it died in one
 * @kill:	the one
 */
struct inquest {
	struct lc_case c;
	struct lc_view view;
	struct lc_table table, leader_table;
	struct lc_tasks tasks, leader_tasks;
	struct lc_source living;
	struct lc_table oom;
	struct lc_kill kill;
};

/* Among the living a parent has a name, and may not be the one to blame. */
static int look_around(struct inquest *q, const struct lc_options *opt)
{
	size_t i;
	int status;

	if (q->c.task->dead)
		return 0;
	status = lc_source_load(&q->living, opt->root, LC_READ_LIVING | LC_READ_QUIETLY);
	if (status)
		return status;
	lc_parents_link(&q->living.tasks);
	for (i = 0; i < q->living.tasks.nr; i++) {
		const struct lc_task *task = &q->living.tasks.task[i];

		/* Gone meanwhile, it is told of as it was when asked for. */
		if (task->pid == q->c.task->pid && task->born_ns == q->c.task->born_ns)
			q->c.task = task;
	}
	return 0;
}

/* The process of a thread, if that number is not another's by now. */
static int find_leader(struct inquest *q, const struct lc_options *opt)
{
	const struct lc_task *thread = q->c.task, *leader;
	int status;

	if (lc_task_is_leader(thread) || thread->tgid <= 0)
		return 0;
	status = lc_lookup(opt->root, thread->tgid, &q->leader_table, &q->leader_tasks);
	if (status || !q->leader_tasks.nr)
		return status;
	leader = &q->leader_tasks.task[0];
	if (lc_task_is_leader(leader) && leader->born_ns <= thread->born_ns &&
	    leader->end_ns >= thread->end_ns)
		q->c.leader = leader;
	return 0;
}

/* How many rows of the list of OOM kills have this number; @row is the last of them. */
static size_t count_rows(const struct lc_table *t, const char *name, int64_t wanted, size_t *row)
{
	const int column = lc_table_column(t, name);
	int64_t number;
	size_t i, n = 0;

	for (i = 0; i < t->nrows; i++)
		if (lc_cell_number(lc_table_cell(t, i, column), &number) && number == wanted) {
			*row = i;
			n++;
		}
	return n;
}

/* The row that the task's account names; a module without that list has none. */
static int find_kill(struct inquest *q, const struct lc_options *opt)
{
	int64_t seq, event;
	size_t row;
	int status;

	if (!lc_task_number(q->c.task, LC_COLUMN_oom_seq, &seq) ||
	    !lc_source_has(opt->root, "oom"))
		return 0;
	status = lc_source_table(opt->root, "oom", &q->oom);
	if (status || !count_rows(&q->oom, "oom_seq", seq, &row))
		return status;
	lc_oom_read(&q->kill, &q->oom, row);
	q->c.kill = &q->kill;
	q->c.grouped = lc_oom_number(&q->kill, LC_OOM_COLUMN_oom_event, &event) &&
		       count_rows(&q->oom, "oom_event", event, &row) > 1;
	return 0;
}

static int investigate(struct inquest *q, const struct lc_options *opt, int64_t pid)
{
	int status;

	status = lc_lookup(opt->root, pid, &q->table, &q->tasks);
	if (!status && !q->tasks.nr) {
		lc_source_unknown(opt->root, "task", pid);
		return EXIT_FAILURE;
	}
	if (status)
		return status;
	lc_source_clock(opt->root, &q->view.clock);
	q->c = (struct lc_case){
		.task = &q->tasks.task[0],
		.view = &q->view,
		.form = opt->json ? LC_FORM_JSON : LC_FORM_HUMAN,
	};
	status = look_around(q, opt);
	if (!status)
		status = find_leader(q, opt);
	return status ? status : find_kill(q, opt);
}

static int put_json(const struct lc_case *c)
{
	struct lc_json json = { .out = stdout };
	char comm[2 * LC_CELL_ESCAPED], pid[24], *sentence = NULL;
	size_t size;
	FILE *out = open_memstream(&sentence, &size);

	if (!out)
		return lc_warn_no_memory();
	lc_verdict_print(c, out);
	if (fclose(out)) {
		free(sentence);
		return lc_warn_no_memory();
	}
	lc_json_open(&json, NULL, '{');
	snprintf(pid, sizeof(pid), "%lld", (long long)c->task->pid);
	lc_json_literal(&json, "pid", pid);
	if (lc_column_format(LC_COLUMN_comm, LC_FORM_JSON, c->task, c->view, comm, sizeof(comm)))
		lc_json_string(&json, "comm", comm);
	else
		lc_json_literal(&json, "comm", "null");
	lc_json_string(&json, "sentence", sentence);
	lc_evidence_json(c, &json);
	lc_json_close(&json, '}');
	putchar('\n');
	free(sentence);
	return 0;
}

static void put_text(const struct lc_case *c, bool more)
{
	if (more)
		putchar('\n');
	lc_verdict_print(c, stdout);
	fputs("\n\n", stdout);
	lc_evidence_print(c, stdout);
}

static int why(const struct lc_options *opt, int64_t pid, bool *more)
{
	struct inquest q = { 0 };
	int status;

	status = investigate(&q, opt, pid);
	if (!status && opt->json)
		status = put_json(&q.c);
	else if (!status)
		put_text(&q.c, *more);
	*more |= !status;
	lc_tasks_free(&q.tasks);
	lc_tasks_free(&q.leader_tasks);
	lc_table_free(&q.table);
	lc_table_free(&q.leader_table);
	lc_table_free(&q.oom);
	lc_source_free(&q.living);
	return status;
}

int lc_why(const struct lc_options *opt)
{
	int64_t pids[LC_PIDS_MAX];
	bool more = false;
	int i, ret, status;

	status = lc_options_pids(opt, pids);
	for (i = 0; i < opt->nargs && status != LC_EXIT_USAGE; i++) {
		ret = why(opt, pids[i], &more);
		status = status ? status : ret;
	}
	return status;
}
