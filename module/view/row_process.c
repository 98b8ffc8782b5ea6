// SPDX-License-Identifier: GPL-2.0
/* The columns of signals, of a process as a whole, and of resource usage. */
#include <linux/mm.h>
#include <linux/string.h>

#include "base/cause.h"
#include "record/actor.h"
#include "record/cgroup.h"
#include "record/program.h"
#include "record/signals.h"
#include "record/throttle.h"
#include "view/row.h"

static const char * const origin_words[] = { LC_ORIGINS(LC_WORD) };
static const char * const rlimit_words[] = { LC_RLIMITS(LC_WORD) };
static const char * const state_words[] = { LC_STATES(LC_WORD) };

/* An actor as one reader sees it; one outside the reader's PID namespace has number 0. */
static void set_actor(s64 *nr, struct lc_text *name, struct lc_viewer *viewer,
		      const struct lc_actor *actor)
{
	*nr = actor ? lc_actor_nr(actor, &actor->pid, viewer->ns) : LC_UNKNOWN;
	lc_cell_set_text(name, *nr > 0 ? actor->comm : NULL);
}

static s64 uid_of(struct lc_viewer *viewer, const struct lc_actor *actor)
{
	return actor ? lc_access_uid(viewer, actor->uid) : LC_UNKNOWN;
}

static s64 loginuid_of(struct lc_viewer *viewer, const struct lc_actor *actor)
{
	return actor && uid_valid(actor->loginuid) ? lc_access_uid(viewer, actor->loginuid) :
						     LC_UNKNOWN;
}

/* Only who may look into every task may know what the sender, another's perhaps, runs. */
static const char *exe_of(struct lc_viewer *viewer, const struct lc_actor *actor)
{
	const struct lc_program *program = actor ? actor->program : NULL;

	return program && program->exe[0] && lc_access_sees_all(viewer) ? program->exe : NULL;
}

static const char *args_of(struct lc_viewer *viewer, const struct lc_actor *actor)
{
	const struct lc_program *program = actor ? actor->program : NULL;

	return program && program->args[0] && lc_access_sees_all(viewer) ? program->args : NULL;
}

static const char *cgroup_of(struct lc_viewer *viewer, const struct lc_actor *actor)
{
	return actor ? lc_access_cgroup(viewer, lc_cgroup_path(actor->cgroup)) : NULL;
}

static s64 start_of(const struct lc_actor *actor)
{
	return actor ? (s64)actor->start_ns : LC_UNKNOWN;
}

/* What a handler took before the last exec is another program's. */
static const struct lc_fault *fault_of(const struct lc_facts *facts)
{
	static const struct lc_fault none;

	return facts->fault.taken_ns > facts->exec_ns ? &facts->fault : &none;
}

static const struct lc_signal *handled_of(const struct lc_facts *facts)
{
	static const struct lc_signal none;

	return facts->handled.taken_ns > facts->exec_ns ? &facts->handled : &none;
}

static void fill_handled(struct lc_row *row, struct lc_viewer *viewer,
			 const struct lc_signal *signal)
{
	const struct lc_actor *sender = signal->sender;

	row->handled_signal = lc_cell_nonzero(signal->sig);
	row->handled_ns = lc_cell_nonzero(signal->taken_ns);
	row->handled_sent_ns = lc_cell_nonzero(signal->sent_ns);
	row->handled_origin = origin_words[signal->origin];
	set_actor(&row->handled_sender_pid, &row->handled_sender_comm, viewer, sender);
	row->handled_sender_uid = uid_of(viewer, sender);
	row->handled_sender_loginuid = loginuid_of(viewer, sender);
	row->handled_sender_start_ns = start_of(sender);
	lc_cell_set_text(&row->handled_sender_exe, exe_of(viewer, sender));
	lc_cell_set_text(&row->handled_sender_cgroup, cgroup_of(viewer, sender));
}

static void fill_taken(struct lc_row *row, struct lc_viewer *viewer,
		       const struct lc_facts *facts)
{
	const struct lc_effect *ignored = &facts->ignored;
	const struct lc_fault *fault = fault_of(facts);

	fill_handled(row, viewer, handled_of(facts));
	row->fault_signal = lc_cell_nonzero(fault->sig);
	row->fault_code = fault->sig ? fault->code : LC_UNKNOWN;
	row->fault_ns = lc_cell_nonzero(fault->taken_ns);
	row->ignored_signal = lc_cell_nonzero(ignored->sig);
	row->ignored_sent_ns = lc_cell_nonzero(ignored->sent_ns);
	row->ignored_origin = origin_words[ignored->origin];
	set_actor(&row->ignored_sender_pid, &row->ignored_sender_comm, viewer, ignored->sender);
	row->ignored_sender_uid = uid_of(viewer, ignored->sender);
	row->ignored_sender_loginuid = loginuid_of(viewer, ignored->sender);
	row->ignored_sender_start_ns = start_of(ignored->sender);
	lc_cell_set_text(&row->ignored_sender_exe, exe_of(viewer, ignored->sender));
	lc_cell_set_text(&row->ignored_sender_cgroup, cgroup_of(viewer, ignored->sender));
}

static void fill_stops(struct lc_row *row, struct lc_viewer *viewer,
		       const struct lc_effect *stop, const struct lc_effect *cont)
{
	row->stop_signal = lc_cell_nonzero(stop->sig);
	row->stop_sent_ns = lc_cell_nonzero(stop->sent_ns);
	set_actor(&row->stop_sender_pid, &row->stop_sender_comm, viewer, stop->sender);
	row->stop_sender_uid = uid_of(viewer, stop->sender);
	row->continue_sent_ns = lc_cell_nonzero(cont->sent_ns);
	set_actor(&row->continue_sender_pid, &row->continue_sender_comm, viewer, cont->sender);
	row->continue_sender_uid = uid_of(viewer, cont->sender);
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
	fill_taken(row, viewer, facts);
	fill_stops(row, viewer, &facts->stop, &facts->cont);
}

static void fill_killer_parent(struct lc_row *row, struct lc_viewer *viewer,
			       const struct lc_actor *killer)
{
	bool known = killer && killer->parent.nr[0];

	row->killer_parent_pid = known ? lc_actor_nr(killer, &killer->parent, viewer->ns) :
					 LC_UNKNOWN;
	row->killer_parent_died = known ? killer->parent_died : LC_UNKNOWN;
	lc_cell_set_text(&row->killer_parent_comm, row->killer_parent_pid > 0 &&
			 killer->parent_comm[0] ? killer->parent_comm : NULL);
}

static void fill_killer(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_signal *signal)
{
	const struct lc_actor *killer = signal->sender;
	bool shown;

	set_actor(&row->killer_pid, &row->killer_comm, viewer, killer);
	shown = row->killer_pid > 0;
	row->killer_uid = uid_of(viewer, killer);
	row->killer_tid = shown ? lc_actor_nr(killer, &killer->tid, viewer->ns) : LC_UNKNOWN;
	lc_cell_set_text(&row->killer_thread_comm, shown ? killer->thread_comm : NULL);
	row->killer_start_ns = start_of(killer);
	lc_cell_set_text(&row->killer_exe, exe_of(viewer, killer));
	lc_cell_set_text(&row->killer_args, args_of(viewer, killer));
	lc_cell_set_text(&row->killer_cgroup, cgroup_of(viewer, killer));
	row->killer_loginuid = loginuid_of(viewer, killer);
	row->killer_lost = signal->sig ? signal->sender_lost : LC_UNKNOWN;
	fill_killer_parent(row, viewer, killer);
}

/*
 * A process may have accessed the kernel's half, where the vsyscall page is, too. The one address
 * that stands for an unknown one has no such fault: it is not canonical.
 */
static s64 address_of(int code, u64 address)
{
	return code != SI_KERNEL ? (s64)address : LC_UNKNOWN;
}

/*
 * A handler may have taken the fault, reset its signal, and raised it again. Or it could not
 * run, and another signal came in place of the fault.
 */
static s64 fault_address(struct lc_viewer *viewer, const struct lc_subject *subject,
			 const struct lc_facts *facts, const struct lc_signal *signal)
{
	const struct lc_fault *fault = fault_of(facts);

	if (signal->no_frame || (signal->origin == LC_ORIGIN_SELF && signal->sig == fault->sig))
		return lc_access_may_trace(viewer, subject, fault->guard) ?
		       address_of(fault->code, fault->address) : LC_UNKNOWN;
	if (signal->origin == LC_ORIGIN_FAULT)
		return lc_access_may_trace(viewer, subject, signal->guard) ?
		       address_of(signal->code, signal->fault_address) : LC_UNKNOWN;
	return LC_UNKNOWN;
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
 * @subject: the task, as access to it is decided
 *
 * Context: RCU read side.
 */
void lc_row_fatal(struct lc_row *row, struct lc_viewer *viewer, int sig,
		  const struct lc_facts *facts, const struct lc_subject *subject)
{
	static const struct lc_signal none;
	const struct lc_signal *signal =
		sig && lc_cause_explains(sig, facts->signal.sig, facts->signal.origin) ?
		&facts->signal : &none;
	enum lc_origin origin = signal->origin;

	if (sig && facts->seccomp)
		origin = LC_ORIGIN_SECCOMP;
	row->signal_origin = origin_words[origin];
	row->signal_rlimit = rlimit_words[signal->rlimit];
	row->signal_code = signal->sig ? signal->code : LC_UNKNOWN;
	row->signal_sent_ns = lc_cell_nonzero(signal->sent_ns);
	row->signal_state = signal->sig && signal->state != LC_STATE_UNKNOWN ?
			    state_words[signal->state] : "-";
	row->fault_address = fault_address(viewer, subject, facts, signal);
	fill_killer(row, viewer, signal);
	fill_exit_initiator(row, viewer, sig ? &signal->thread : &facts->exit_initiator);
}

static void fill_orphan(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_orphan *orphan)
{
	row->orphaned_ns = lc_cell_nonzero(orphan->ns);
	set_actor(&row->orphaned_by_pid, &row->orphaned_by_comm, viewer, orphan->parent);
	set_actor(&row->adopter_pid, &row->adopter_comm, viewer, orphan->adopter);
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

static void fill_throttled(struct lc_row *row, const struct lc_account *account)
{
	row->throttled_ns = lc_throttle_is_known() ? (s64)account->throttled_ns : LC_UNKNOWN;
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
	fill_throttled(row, &facts->account);
	fill_orphan(row, viewer, &facts->orphan);
	fill_children(row, facts->is_leader, &facts->children);
	row->oom_seq = lc_cell_nonzero(facts->oom_seq);
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
