// SPDX-License-Identifier: GPL-2.0
/* The columns of tracing, and since when a task could be reaped. */
#include <linux/sched/signal.h>

#include "record/actor.h"
#include "record/process.h"
#include "view/row.h"

static void set_tracer(struct lc_row *row, s64 nr, const char *comm)
{
	row->tracer_pid = nr;
	/* A tracer outside the reader's PID namespace has number 0 there, and no name. */
	lc_cell_set_text(&row->tracer_comm, nr > 0 ? comm : NULL);
}

/* The tracer that a task had at its end. */
static void fill_last_tracer(struct lc_row *row, struct lc_viewer *viewer,
			     const struct lc_tracing *tracing)
{
	const struct lc_actor *tracer = tracing->tracer;

	set_tracer(row, tracer ? lc_actor_nr(tracer, &tracer->pid, viewer->ns) : LC_UNKNOWN,
		   tracer ? tracer->comm : NULL);
	row->tracer_left_ns = lc_cell_nonzero(tracing->left_ns);
}

/* A tracer may be any thread of its process. It is named as the process. */
static void fill_tracer(struct lc_row *row, struct lc_viewer *viewer,
			struct task_struct *tracer)
{
	char comm[TASK_COMM_LEN];

	lc_nspid_comm(comm, READ_ONCE(tracer->group_leader));
	set_tracer(row, task_tgid_nr_ns(tracer, viewer->ns), comm);
	row->tracer_left_ns = LC_UNKNOWN;
}

static s64 reapable_ns(struct task_struct *task, const struct lc_facts *facts,
		       bool by_tracer, u64 now_ns)
{
	if (!READ_ONCE(task->exit_state))
		return LC_UNKNOWN;
	if (thread_group_leader(task) && !thread_group_empty(task))
		return LC_UNKNOWN;
	return lc_cell_nonzero(lc_process_reapable_ns(facts, &facts->account, by_tracer,
						      now_ns));
}

/**
 * lc_row_trace_living() - fill the columns of tracing of a living task
 * @row: the row, whose now_ns is filled
 * @viewer: the reader
 * @task: the task
 * @facts: of the task, its account settled
 *
 * Context: RCU read side.
 */
void lc_row_trace_living(struct lc_row *row, struct lc_viewer *viewer,
			 struct task_struct *task, const struct lc_facts *facts)
{
	bool traced = READ_ONCE(task->ptrace);

	if (traced)
		fill_tracer(row, viewer, rcu_dereference(task->parent));
	else
		fill_last_tracer(row, viewer, &facts->tracing);
	row->reapable_ns = reapable_ns(task, facts, traced, row->now_ns);
}

/*
 * An exiting tracer may release itself before the threads that it traced: its process may
 * be reaped by then, and have no PID any more.
 */
static void fill_reaper(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_death *dead)
{
	if (dead->reaper.nr[0])
		row->reaper_pid = lc_nspid_nr(&dead->reaper, viewer->ns);
	else if (dead->reap == LC_REAP_TRACER)
		row->reaper_pid = row->tracer_pid;
}

/**
 * lc_row_trace_dead() - fill the columns of tracing, and the reaper, of a dead task
 * @row: the row, whose reaper_pid is LC_UNKNOWN
 * @viewer: the reader
 * @dead: a copy of the history's entry
 *
 * Context: RCU read side.
 */
void lc_row_trace_dead(struct lc_row *row, struct lc_viewer *viewer,
		       const struct lc_death *dead)
{
	fill_last_tracer(row, viewer, &dead->facts.tracing);
	fill_reaper(row, viewer, dead);
	row->reapable_ns = LC_UNKNOWN;
	/* All others were released as soon as they had ended. */
	if (dead->reap == LC_REAP_WAITED || dead->reap == LC_REAP_IGNORED ||
	    dead->reap == LC_REAP_TRACER)
		row->reapable_ns =
			lc_cell_nonzero(lc_process_reapable_ns(&dead->facts,
							       &dead->facts.account,
							       dead->reap == LC_REAP_TRACER,
							       dead->reaped_ns));
}
