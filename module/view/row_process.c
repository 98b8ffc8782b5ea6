// SPDX-License-Identifier: GPL-2.0
/* The columns of signals, of a process as a whole, and of resource usage. */
#include <linux/mm.h>
#include <linux/string.h>

#include "record/signals.h"
#include "view/row.h"

static const char * const origin_words[] = { LC_ORIGINS(LC_WORD) };
static const char * const state_words[] = { LC_STATES(LC_WORD) };

/* A task outside the reader's PID namespace has number 0 there, and no name. */
static void set_who(s64 *nr, struct lc_text *name, struct lc_viewer *viewer,
		    const struct lc_nspid *who, const char *comm)
{
	*nr = who->nr[0] ? lc_nspid_nr(who, viewer->ns) : LC_UNKNOWN;
	lc_cell_set_text(name, *nr > 0 ? comm : NULL);
}

static void set_sender(s64 *nr, struct lc_text *name, s64 *uid,
		       struct lc_viewer *viewer, const struct lc_sender *sender)
{
	set_who(nr, name, viewer, &sender->pid, sender->comm);
	*uid = sender->pid.nr[0] ? lc_access_uid(viewer, sender->uid) : LC_UNKNOWN;
}

static void fill_stops(struct lc_row *row, struct lc_viewer *viewer,
		       const struct lc_stop *stop, const struct lc_stop *cont)
{
	row->stop_signal = lc_cell_nonzero(stop->sig);
	row->stop_sent_ns = lc_cell_nonzero(stop->sent_ns);
	set_sender(&row->stop_sender_pid, &row->stop_sender_comm, &row->stop_sender_uid, viewer,
		   &stop->sender);
	row->continue_sent_ns = lc_cell_nonzero(cont->sent_ns);
	set_sender(&row->continue_sender_pid, &row->continue_sender_comm, &row->continue_sender_uid,
		   viewer, &cont->sender);
}

/**
 * lc_row_signals() - fill the columns of signals
 * @row: the row
 * @viewer: the reader
 * @facts: of the task
 *
 * Context: any.
 */
void lc_row_signals(struct lc_row *row, struct lc_viewer *viewer,
		    const struct lc_facts *facts)
{
	row->signals_sent = facts->counts.sent;
	row->signals_received = facts->counts.received;
	row->signals_handled = facts->counts.handled;
	row->signals_ignored = facts->counts.ignored;
	row->signals_blocked = facts->counts.blocked;
	fill_stops(row, viewer, &facts->stop, &facts->cont);
}

static void fill_killer(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_signal *signal)
{
	set_sender(&row->killer_pid, &row->killer_comm, &row->killer_uid, viewer,
		   &signal->sender);
	set_who(&row->killer_parent_pid, &row->killer_parent_comm, viewer,
		&signal->parent, signal->parent_comm);
}

static void fill_exit_initiator(struct lc_row *row, struct lc_viewer *viewer,
				const struct lc_nspid *initiator)
{
	row->exit_initiator_pid = initiator->nr[0] ?
				  lc_nspid_nr(initiator, viewer->ns) : LC_UNKNOWN;
}

/**
 * lc_row_fatal() - fill the columns of the fatal signal
 * @row: the row
 * @viewer: the reader
 * @sig: the signal that terminated the task, or 0
 * @facts: of the task
 *
 * Context: any.
 */
void lc_row_fatal(struct lc_row *row, struct lc_viewer *viewer, int sig,
		  const struct lc_facts *facts)
{
	static const struct lc_signal none;
	const struct lc_signal *signal = sig && facts->signal.sig == sig ?
					 &facts->signal : &none;
	enum lc_origin origin = signal->origin;

	if (sig && facts->seccomp)
		origin = LC_ORIGIN_SECCOMP;
	row->signal_origin = origin_words[origin];
	row->signal_code = signal->sig ? signal->code : LC_UNKNOWN;
	row->signal_sent_ns = lc_cell_nonzero(signal->sent_ns);
	row->signal_state = signal->sig ? state_words[signal->state] : "-";
	/* An address in the kernel's half is not one of the process. */
	row->fault_address = origin == LC_ORIGIN_FAULT && signal->code != SI_KERNEL &&
			     signal->fault_address <= S64_MAX ?
			     (s64)signal->fault_address : LC_UNKNOWN;
	fill_killer(row, viewer, signal);
	fill_exit_initiator(row, viewer, sig ? &signal->thread : &facts->exit_initiator);
}

static void fill_orphan(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_orphan *orphan)
{
	row->orphaned_ns = lc_cell_nonzero(orphan->ns);
	set_who(&row->orphaned_by_pid, &row->orphaned_by_comm, viewer, &orphan->parent,
		orphan->parent_comm);
	set_who(&row->adopter_pid, &row->adopter_comm, viewer, &orphan->adopter,
		orphan->adopter_comm);
}

static void fill_children(struct lc_row *row, bool is_leader,
			  const struct lc_children *children)
{
	row->children = is_leader ? atomic_read(&children->born) : LC_UNKNOWN;
	row->children_reaped = is_leader ? children->reaped : LC_UNKNOWN;
	row->children_auto_reaped = is_leader ? children->auto_reaped : LC_UNKNOWN;
	row->reap_delay_max_ns = is_leader ? children->reap_max_ns : LC_UNKNOWN;
	row->reap_delay_sum_ns = is_leader ? children->reap_sum_ns : LC_UNKNOWN;
}

static void fill_dead_threads(struct lc_row *row, const struct lc_dead_threads *sum)
{
	row->dead_threads = sum->threads;
	row->dead_threads_run_ns = sum->run_ns;
	row->dead_threads_runnable_ns = sum->runnable_ns;
	row->dead_threads_switches_voluntary = sum->switches_voluntary;
	row->dead_threads_switches_involuntary = sum->switches_involuntary;
	row->dead_threads_last_ns = lc_cell_nonzero(sum->last_ns);
}

/**
 * lc_row_process() - fill the columns of a process as a whole
 * @row: the row, of its leader or another thread
 * @viewer: the reader
 * @facts: of the task
 *
 * Context: any.
 */
void lc_row_process(struct lc_row *row, struct lc_viewer *viewer,
		    const struct lc_facts *facts)
{
	fill_dead_threads(row, &facts->dead_threads);
	fill_orphan(row, viewer, &facts->orphan);
	fill_children(row, facts->is_leader, &facts->children);
	row->oom_seq = lc_cell_nonzero(facts->oom_seq);
	lc_cell_set_text(&row->exe, facts->exe[0] ? facts->exe : NULL);
}

/**
 * lc_row_usage() - fill the columns of resource usage
 * @row: the row
 * @usage: of the task, or of a leader's process
 *
 * Context: any.
 */
void lc_row_usage(struct lc_row *row, const struct lc_usage *usage)
{
	row->user_ns = usage->user_ns;
	row->system_ns = usage->system_ns;
	row->faults_minor = usage->faults_minor;
	row->faults_major = usage->faults_major;
	row->rss_peak_bytes = lc_cell_nonzero((u64)usage->rss_peak << PAGE_SHIFT);
}
