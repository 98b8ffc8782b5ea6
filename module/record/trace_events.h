/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Trace events: what perf, trace-cmd and bpftrace get of the module, events/lifecycle/ in tracefs.
 * Their fields have the names of the columns. Unlike the stream, they show PIDs of the initial
 * namespace and hide nothing: only root traces. -1 is an exit status or UID that there is not.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM lifecycle

#if !defined(LC_TRACE_EVENTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define LC_TRACE_EVENTS_H

#include <linux/tracepoint.h>

#include "record/event.h"

/* Size of a word, see words.h. */
#define LC_TRACE_WORD 16

/* Trace that a task exits, @event: a complete LC_EVENT_EXIT */
TRACE_EVENT(death,
	TP_PROTO(const struct lc_event *event),
	TP_ARGS(event),
	TP_STRUCT__entry(
		__field(pid_t, pid)
		__field(pid_t, tgid)
		__field(uid_t, uid)
		__array(char, comm, TASK_COMM_LEN)
		__array(char, cause, LC_TRACE_WORD)
		__field(int, exit_code)
		__field(int, exit_signal)
		__field(int, core_dumped)
		__array(char, signal_origin, LC_TRACE_WORD)
		__field(pid_t, killer_pid)
		__field(int, killer_uid)
		__array(char, killer_comm, TASK_COMM_LEN)
	),
	TP_fast_assign(
		__entry->pid = event->pid;
		__entry->tgid = event->tgid;
		__entry->uid = from_kuid(&init_user_ns, event->uid);
		memcpy(__entry->comm, event->comm, TASK_COMM_LEN);
		strscpy(__entry->cause, cause_words[event->word], LC_TRACE_WORD);
		__entry->exit_code = event->code & 0x7f ? -1 : event->code >> 8 & 0xff;
		__entry->exit_signal = event->code & 0x7f;
		__entry->core_dumped = !!(event->code & 0x80);
		strscpy(__entry->signal_origin, origin_words[event->origin], LC_TRACE_WORD);
		__entry->killer_pid = event->by_pid;
		__entry->killer_uid = event->by_pid ? from_kuid(&init_user_ns, event->by_uid) : -1;
		memcpy(__entry->killer_comm, event->by_comm, TASK_COMM_LEN);
	),
	TP_printk("pid=%d tgid=%d uid=%u comm=%s cause=%s exit_code=%d exit_signal=%d core_dumped=%d signal_origin=%s killer_pid=%d killer_uid=%d killer_comm=%s",
		  __entry->pid, __entry->tgid, __entry->uid, __entry->comm, __entry->cause,
		  __entry->exit_code, __entry->exit_signal, __entry->core_dumped,
		  __entry->signal_origin, __entry->killer_pid, __entry->killer_uid,
		  __entry->killer_comm)
);

/* Trace that a task is reaped, @event: a complete LC_EVENT_REAP */
TRACE_EVENT(reap,
	TP_PROTO(const struct lc_event *event),
	TP_ARGS(event),
	TP_STRUCT__entry(
		__field(pid_t, pid)
		__field(pid_t, tgid)
		__array(char, comm, TASK_COMM_LEN)
		__array(char, reap, LC_TRACE_WORD)
		__field(pid_t, reaper_pid)
		__array(char, reaper_comm, TASK_COMM_LEN)
	),
	TP_fast_assign(
		__entry->pid = event->pid;
		__entry->tgid = event->tgid;
		memcpy(__entry->comm, event->comm, TASK_COMM_LEN);
		strscpy(__entry->reap, reap_words[event->word], LC_TRACE_WORD);
		__entry->reaper_pid = event->by_pid;
		memcpy(__entry->reaper_comm, event->by_comm, TASK_COMM_LEN);
	),
	TP_printk("pid=%d tgid=%d comm=%s reap=%s reaper_pid=%d reaper_comm=%s",
		  __entry->pid, __entry->tgid, __entry->comm, __entry->reap,
		  __entry->reaper_pid, __entry->reaper_comm)
);

/* Trace that a process has lost its parent and been adopted, @event: a complete LC_EVENT_ORPHAN */
TRACE_EVENT(orphan,
	TP_PROTO(const struct lc_event *event),
	TP_ARGS(event),
	TP_STRUCT__entry(
		__field(pid_t, pid)
		__array(char, comm, TASK_COMM_LEN)
		__field(pid_t, orphaned_by_pid)
		__array(char, orphaned_by_comm, TASK_COMM_LEN)
		__field(pid_t, adopter_pid)
	),
	TP_fast_assign(
		__entry->pid = event->pid;
		memcpy(__entry->comm, event->comm, TASK_COMM_LEN);
		__entry->orphaned_by_pid = event->by_pid;
		memcpy(__entry->orphaned_by_comm, event->by_comm, TASK_COMM_LEN);
		__entry->adopter_pid = event->value;
	),
	TP_printk("pid=%d comm=%s orphaned_by_pid=%d orphaned_by_comm=%s adopter_pid=%d",
		  __entry->pid, __entry->comm, __entry->orphaned_by_pid,
		  __entry->orphaned_by_comm, __entry->adopter_pid)
);

/* Trace that the OOM killer has selected a process, @event: a complete LC_EVENT_OOM */
TRACE_EVENT(oom,
	TP_PROTO(const struct lc_event *event),
	TP_ARGS(event),
	TP_STRUCT__entry(
		__field(pid_t, pid)
		__field(uid_t, uid)
		__array(char, comm, TASK_COMM_LEN)
		__field(pid_t, trigger_pid)
		__array(char, trigger_comm, TASK_COMM_LEN)
	),
	TP_fast_assign(
		__entry->pid = event->pid;
		__entry->uid = from_kuid(&init_user_ns, event->uid);
		memcpy(__entry->comm, event->comm, TASK_COMM_LEN);
		__entry->trigger_pid = event->by_pid;
		memcpy(__entry->trigger_comm, event->by_comm, TASK_COMM_LEN);
	),
	TP_printk("pid=%d uid=%u comm=%s trigger_pid=%d trigger_comm=%s",
		  __entry->pid, __entry->uid, __entry->comm, __entry->trigger_pid,
		  __entry->trigger_comm)
);

#endif /* LC_TRACE_EVENTS_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH record
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace_events
#include <trace/define_trace.h>
