// SPDX-License-Identifier: GPL-2.0
/* The columns about signals, about a process as a whole, and about what it used. */
#include <linux/mm.h>
#include <linux/string.h>

#include "record/signals.h"
#include "view/row.h"

static const char * const origin_words[] = { LC_ORIGINS(LC_WORD) };
static const char * const state_words[] = { LC_STATES(LC_WORD) };

/**
 * lc_row_set_text() - fill a column of text
 * @to: the column
 * @from: the text, or NULL if it is not known
 */
void lc_row_set_text(struct lc_text *to, const char *from)
{
	to->known = from;
	if (from)
		strscpy(to->text, from, sizeof(to->text));
}

/**
 * lc_row_known() - a number of which 0 says that it is not known
 * @value: the number
 */
s64 lc_row_known(u64 value)
{
	return value ? value : LC_UNKNOWN;
}

/* Who is outside of the reader's pid namespace has number 0 there, and no name. */
static void set_who(s64 *nr, struct lc_text *name, struct lc_viewer *viewer,
		    const struct lc_who *who, const char *comm)
{
	*nr = who->nr[0] ? lc_who_nr(who, viewer->ns) : LC_UNKNOWN;
	lc_row_set_text(name, *nr > 0 ? comm : NULL);
}

static void set_sender(s64 *nr, struct lc_text *name, s64 *uid,
		       struct lc_viewer *viewer, const struct lc_sender *sender)
{
	set_who(nr, name, viewer, &sender->who, sender->comm);
	*uid = sender->who.nr[0] ? lc_access_uid(viewer, sender->uid) : LC_UNKNOWN;
}

static void fill_stops(struct lc_row *row, struct lc_viewer *viewer,
		       const struct lc_stop *stop, const struct lc_stop *cont)
{
	row->stop_signal = lc_row_known(stop->sig);
	row->stop_sent_ns = lc_row_known(stop->sent_ns);
	set_sender(&row->stopper_pid, &row->stopper_comm, &row->stopper_uid, viewer,
		   &stop->sender);
	row->continue_sent_ns = lc_row_known(cont->sent_ns);
	set_sender(&row->continuer_pid, &row->continuer_comm, &row->continuer_uid,
		   viewer, &cont->sender);
}

/**
 * lc_row_signals() - fill what is known of a task's signals
 * @row: the row
 * @viewer: who reads
 * @facts: what is known
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

static void fill_ender(struct lc_row *row, struct lc_viewer *viewer,
		       const struct lc_who *ender)
{
	row->ender_pid = ender->nr[0] ? lc_who_nr(ender, viewer->ns) : LC_UNKNOWN;
}

/**
 * lc_row_fatal() - fill what is known of the signal that ended a task
 * @row: the row
 * @viewer: who reads
 * @sig: that signal, 0 if none did
 * @facts: what is known
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
	row->signal_sent_ns = lc_row_known(signal->sent_ns);
	row->signal_state = signal->sig ? state_words[signal->state] : "-";
	/* One in the kernel's half is none of the process's own. */
	row->fault_address = origin == LC_ORIGIN_FAULT && signal->code != SI_KERNEL &&
			     signal->fault_address <= S64_MAX ?
			     (s64)signal->fault_address : LC_UNKNOWN;
	fill_killer(row, viewer, signal);
	fill_ender(row, viewer, sig ? &signal->thread : &facts->ender);
}

static void fill_orphan(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_orphan *orphan)
{
	row->orphaned_ns = lc_row_known(orphan->ns);
	set_who(&row->orphaned_by_pid, &row->orphaned_by_comm, viewer, &orphan->parent,
		orphan->parent_comm);
	set_who(&row->adopter_pid, &row->adopter_comm, viewer, &orphan->adopter,
		orphan->adopter_comm);
}

static void fill_children(struct lc_row *row, bool leads,
			  const struct lc_children *children)
{
	row->children = leads ? atomic_read(&children->born) : LC_UNKNOWN;
	row->children_reaped = leads ? children->reaped : LC_UNKNOWN;
	row->children_auto_reaped = leads ? children->auto_reaped : LC_UNKNOWN;
	row->reap_max_ns = leads ? children->reap_max_ns : LC_UNKNOWN;
	row->reap_sum_ns = leads ? children->reap_sum_ns : LC_UNKNOWN;
}

static void fill_folded(struct lc_row *row, const struct lc_folded *folded)
{
	row->dead_threads = folded->threads;
	row->dead_threads_run_ns = folded->run_ns;
	row->dead_threads_runnable_ns = folded->runnable_ns;
	row->dead_threads_switches_voluntary = folded->switches_voluntary;
	row->dead_threads_switches_involuntary = folded->switches_involuntary;
	row->dead_threads_last_ns = lc_row_known(folded->last_ns);
}

/**
 * lc_row_process() - fill what is known of a process as a whole
 * @row: the row, of its leader or another thread
 * @viewer: who reads
 * @facts: what is known
 */
void lc_row_process(struct lc_row *row, struct lc_viewer *viewer,
		    const struct lc_facts *facts)
{
	fill_folded(row, &facts->folded);
	fill_orphan(row, viewer, &facts->orphan);
	fill_children(row, facts->leads, &facts->children);
	row->oom_seq = lc_row_known(facts->oom_seq);
	lc_row_set_text(&row->exe, facts->exe[0] ? facts->exe : NULL);
}

/**
 * lc_row_usage() - fill what a task or process has used
 * @row: the row
 * @usage: what it used
 */
void lc_row_usage(struct lc_row *row, const struct lc_usage *usage)
{
	row->user_ns = usage->user_ns;
	row->system_ns = usage->system_ns;
	row->faults_minor = usage->faults_minor;
	row->faults_major = usage->faults_major;
	row->rss_peak_bytes = lc_row_known((u64)usage->rss_peak << PAGE_SHIFT);
}
