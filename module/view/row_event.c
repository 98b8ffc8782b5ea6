// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/user_namespace.h>

#include "base/path.h"
#include "uapi/words.h"
#include "uapi/words_event.h"
#include "view/row_event.h"

static const char * const birth_words[] = { LC_BIRTHS(LC_WORD) };
static const char * const origin_words[] = { LC_ORIGINS(LC_WORD) };
static const char * const outcome_words[] = { LC_OUTCOMES(LC_WORD) };
static const char * const cause_words[] = { LC_CAUSES(LC_WORD) };
static const char * const state_words[] = { LC_STATES(LC_WORD) };
static const char * const reap_words[] = { LC_REAPS(LC_WORD) };
const char * const lc_row_event_words[] = { LC_EVENTS(LC_WORD) };

#define COLUMN(name, kind, sets, help)	LC_COLUMN_OF(struct lc_event_row, name, kind)
static const struct lc_column columns[] = { LC_EVENT_COLUMNS(COLUMN) };

const struct lc_layout lc_row_event_layout = LC_LAYOUT(columns);

/*
 * An event refers to no user namespace, and knows it by its inode number. While the viewer has
 * its own one open, that number is no other's: so an event from before is not looked for there.
 * What is below the viewer's is judged like what is gone, by the owner of the outermost.
 */
static bool locate(const struct lc_viewer *viewer, const struct lc_event_full *full, u64 opened,
		   struct lc_subject *subject)
{
	struct user_namespace *user_ns = viewer->file->f_cred->user_ns;
	const struct lc_event_ns *ns = &full->ns;
	const int level = user_ns->level;

	subject->user_ns = user_ns;
	if (level && (!full->event.has_ns || level > LC_EVENT_USERNS ||
		      ns->user_ns[level - 1] != user_ns->ns.inum || full->event.seq < opened))
		return false;
	if (full->event.has_ns && level < LC_EVENT_USERNS && ns->user_ns[level]) {
		subject->ns_gone = true;
		subject->ns_owner = ns->owner[level];
	}
	return true;
}

static pid_t pid_of(const struct lc_viewer *viewer, const struct lc_event_full *full)
{
	if (!viewer->ns->level)
		return full->event.pid;
	return full->event.has_ns ? lc_access_pid(viewer, &full->ns.id) : 0;
}

/**
 * lc_row_event_visible() - decide whether a reader may see an event
 * @viewer: the reader
 * @full: the event
 * @opened: number of the first event after it had opened the file
 * @subject: receives the task that it is about, as access to it is decided
 *
 * The task is judged by what it was when it happened.
 *
 * Context: RCU read side.
 * Return: true if it may.
 */
bool lc_row_event_visible(struct lc_viewer *viewer, const struct lc_event_full *full,
			  u64 opened, struct lc_subject *subject)
{
	*subject = (struct lc_subject) {
		.nr = pid_of(viewer, full),
		.uid = full->event.uid,
		.euid = full->event.euid,
		.suid = full->event.suid,
	};
	return locate(viewer, full, opened, subject) ? lc_access_may_see(viewer, subject) :
						       subject->nr && viewer->member;
}

static void fill_none(struct lc_event_row *row)
{
	*row = (struct lc_event_row) {
		.time_ns = LC_UNKNOWN, .lost = LC_UNKNOWN, .pid = LC_UNKNOWN,
		.tgid = LC_UNKNOWN, .uid = LC_UNKNOWN, .born_ns = LC_UNKNOWN, .birth = "-",
		.clone_flags = LC_UNKNOWN, .errno = LC_UNKNOWN, .signal = LC_UNKNOWN,
		.signal_code = LC_UNKNOWN, .signal_origin = "-", .outcome = "-",
		.exit_code = LC_UNKNOWN, .exit_signal = LC_UNKNOWN, .core_dumped = LC_UNKNOWN,
		.cause = "-", .reap = "-", .by_pid = LC_UNKNOWN, .by_uid = LC_UNKNOWN,
		.adopter_pid = LC_UNKNOWN, .new_uid = LC_UNKNOWN, .new_euid = LC_UNKNOWN,
		.new_suid = LC_UNKNOWN, .new_gid = LC_UNKNOWN, .new_egid = LC_UNKNOWN,
		.new_sgid = LC_UNKNOWN, .runnable_ns = LC_UNKNOWN, .state = "-",
		.cpu = LC_UNKNOWN,
	};
}

/* A PID in the initial namespace, or in the viewer's. */
static s64 nr_of(const struct lc_viewer *viewer, const struct lc_event_full *full, pid_t nr,
		 const struct lc_nspid *nested)
{
	return full->event.has_ns ? lc_nspid_nr(nested, viewer->ns) : nr;
}

static void fill_task(struct lc_event_row *row, const struct lc_viewer *viewer,
		      const struct lc_event_full *full, const struct lc_subject *subject)
{
	const struct lc_event *event = &full->event;

	row->event_seq = event->seq;
	row->time_ns = event->ns;
	row->event = lc_row_event_words[event->kind];
	row->pid = subject->nr;
	row->tgid = nr_of(viewer, full, event->tgid, &full->ns.tgid);
	row->uid = lc_access_uid(viewer, event->uid);
	lc_cell_set_text(&row->comm, event->comm);
	row->born_ns = event->born_ns;
}

/* As with a killer in the tables of tasks, who may see the task may see who acted on it. */
static void fill_by(struct lc_event_row *row, struct lc_viewer *viewer,
		    const struct lc_event_full *full)
{
	const struct lc_event *event = &full->event;

	if (!event->by_pid)
		return;
	/*
	 * What triggers the OOM killer does not act on the victim, nor what has the CPU on the
	 * task that waits: as in the tables of kills and of tasks.
	 */
	if (BIT(event->kind) & (BIT(LC_EVENT_OOM) | LC_EVENT_SWITCHES) &&
	    !lc_access_sees_all(viewer) &&
	    !uid_eq(viewer->file->f_cred->fsuid, event->by_uid))
		return;
	row->by_pid = nr_of(viewer, full, event->by_pid, &full->ns.by);
	lc_cell_set_text(&row->by_comm, row->by_pid ? event->by_comm : NULL);
	row->by_uid = lc_access_uid(viewer, event->by_uid);
}

static void fill_text(struct lc_event_row *row, const struct lc_event_full *full)
{
	const char *args = full->text + LC_PATH_LEN;

	if (!lc_event_text_blocks(&full->event))
		return;
	if (full->event.kind == LC_EVENT_EXEC_FAILED) {
		lc_cell_set_text(&row->path, full->text);
		return;
	}
	lc_cell_set_text(&row->exe, full->text[0] ? full->text : NULL);
	lc_cell_set_text(&row->args, args[0] ? args : NULL);
}

static void fill_exec(struct lc_event_row *row, struct lc_viewer *viewer,
		      const struct lc_event_full *full, const struct lc_subject *subject)
{
	if (!viewer->member && !lc_access_may_trace(viewer, subject, full->event.guard))
		return;
	fill_text(row, full);
	if (full->event.kind == LC_EVENT_EXEC_FAILED)
		row->errno = full->event.code;
}

static void fill_signal(struct lc_event_row *row, const struct lc_event *event)
{
	row->signal = lc_cell_nonzero(event->sig);
	if (event->kind == LC_EVENT_STOP)
		return;
	row->signal_code = event->code;
	row->signal_origin = origin_words[event->origin];
	row->outcome = outcome_words[event->word];
}

static void fill_exit(struct lc_event_row *row, const struct lc_event *event)
{
	int sig = event->code & 0x7f;

	row->exit_code = sig ? LC_UNKNOWN : (event->code >> 8) & 0xff;
	row->exit_signal = sig ?: LC_UNKNOWN;
	row->core_dumped = !!(event->code & 0x80);
	row->cause = cause_words[event->word];
	row->signal_origin = origin_words[event->origin];
}

static void fill_credentials(struct lc_event_row *row, const struct lc_viewer *viewer,
			     const struct lc_event_ids *ids)
{
	struct user_namespace *user_ns = viewer->file->f_cred->user_ns;

	row->new_uid = lc_access_uid(viewer, ids->uid);
	row->new_euid = lc_access_uid(viewer, ids->euid);
	row->new_suid = lc_access_uid(viewer, ids->suid);
	row->new_gid = from_kgid_munged(user_ns, ids->gid);
	row->new_egid = from_kgid_munged(user_ns, ids->egid);
	row->new_sgid = from_kgid_munged(user_ns, ids->sgid);
}

/**
 * lc_row_event() - make the row of an event
 * @row: the row
 * @viewer: the reader
 * @full: the event
 * @subject: as lc_row_event_visible() has set it
 *
 * Context: RCU read side.
 */
void lc_row_event(struct lc_event_row *row, struct lc_viewer *viewer,
		  const struct lc_event_full *full, const struct lc_subject *subject)
{
	const struct lc_event *event = &full->event;

	fill_none(row);
	fill_task(row, viewer, full, subject);
	if (event->kind == LC_EVENT_COMM) {
		lc_cell_set_text(&row->new_comm, event->new_comm);
		return;
	}
	if (event->kind == LC_EVENT_CREDENTIALS) {
		fill_credentials(row, viewer, &event->new_ids);
		return;
	}
	fill_by(row, viewer, full);
	switch (event->kind) {
	case LC_EVENT_BIRTH:
		row->birth = birth_words[event->word];
		row->clone_flags = event->value;
		break;
	case LC_EVENT_EXEC:
	case LC_EVENT_EXEC_FAILED:
		fill_exec(row, viewer, full, subject);
		break;
	case LC_EVENT_FORK_FAILED:
		row->errno = event->code;
		break;
	case LC_EVENT_EXIT:
		fill_exit(row, event);
		break;
	case LC_EVENT_REAP:
		row->reap = reap_words[event->word];
		break;
	case LC_EVENT_ON_CPU:
		row->runnable_ns = event->value;
		row->cpu = event->code;
		break;
	case LC_EVENT_OFF_CPU:
		row->state = state_words[event->word];
		row->cpu = event->code;
		break;
	case LC_EVENT_ORPHAN:
		row->adopter_pid = nr_of(viewer, full, event->value, &full->ns.adopter);
		break;
	case LC_EVENT_SIGNAL:
	case LC_EVENT_DELIVERY:
	case LC_EVENT_STOP:
	case LC_EVENT_CONTINUE:
		fill_signal(row, event);
		break;
	}
}

/**
 * lc_row_event_lost() - make the row of a loss
 * @row: the row
 * @seq: number of the event after it
 * @lost: number of events that were lost
 *
 * Context: Any context.
 */
void lc_row_event_lost(struct lc_event_row *row, u64 seq, u64 lost)
{
	fill_none(row);
	row->event_seq = seq;
	row->event = lc_row_event_words[LC_EVENT_LOST];
	row->lost = lost;
}
