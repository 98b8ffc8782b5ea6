/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The columns that the tool derives from those of the module, in the manner of
 * uapi/columns.h: D(name, KIND, "sets", "help"). One D() a line: the manual page is made
 * line by line.
 */
#ifndef LCT_DERIVED_H
#define LCT_DERIVED_H

/* Of a task; each has a function in task/derive*.c. */
#define LCT_DERIVED_COLUMNS(D) \
	D(life_ns, DURATION, "", "from birth until it became a zombie, or until now") \
	D(id, WORD, "", "pid; of a dead task PID#DEATH_SEQ, by which `why` finds it") \
	D(age_ns, DURATION, "", "from birth until now, even for a dead task") \
	D(start_ns, DURATION, "", "birth, relative to the first row's birth") \
	D(ago_ns, DURATION, "", "time since its death") \
	D(state_age_ns, DURATION, "", "time in the current state") \
	D(exit_time_ns, DURATION, "death", "from do_exit() until it became a zombie") \
	D(exec_error, WORD, "origin", "exec_errno, by name") \
	D(birth_delay_ns, DURATION, "origin", "from birth to the first time on a CPU") \
	D(blocked_ns, DURATION, "", "disk_ns plus iowait_ns") \
	D(run_percent, PERCENT, "sched", "share of its life on a CPU") \
	D(pri, NUMBER, "", "priority as ps(1) prints it: 19 - nice, 40 + rtprio, or 140") \
	D(stat, WORD, "", "state and more in letters, as ps(1) prints it, without L and +") \
	D(switches, NUMBER, "", "voluntary plus involuntary context switches") \
	D(exit, WORD, "death fatal", "exit status, or signal by name, with +core") \
	D(killer, TEXT, "death fatal", "sender of the fatal signal: comm[pid]") \
	D(latency_max_prev, TEXT, "latency", "latency_max_prev_* together: comm[pid]") \
	D(threads, NUMBER, "process", "living threads of the process; - with -L") \
	D(user, TEXT, "", "real user, by name") \
	D(unit, TEXT, "login", "unit of systemd that it belongs to, by its cgroup") \
	D(tty, WORD, "login", "tty_nr, by name") \
	D(replaces, WORD, "", "process of its unit whose place it has taken: PID#DEATH_SEQ") \
	D(down_ns, DURATION, "", "time between the end of that process and its birth") \
	D(born_time, WORD, "", "birth, in ISO 8601") \
	D(died_time, WORD, "", "entry into do_exit(), in ISO 8601") \
	D(reaped_time, WORD, "", "reaping, in ISO 8601") \
	D(code, WORD, "fatal", "si_code of the fatal signal, by name") \
	D(signal_to_death_ns, DURATION, "fatal", "from the fatal signal until it could be reaped") \
	D(killer_kind, WORD, "fatal", "oom-killer or watchdog, by its program or script") \
	D(killer_parent, TEXT, "fatal", "process that started the killer: comm[pid]") \
	D(killer_unit, TEXT, "sender", "unit of systemd that the sender belonged to") \
	D(handled, WORD, "asked", "handled_signal, by name") \
	D(handled_sender, TEXT, "asked", "its sender: comm[pid]") \
	D(handled_sender_unit, TEXT, "asked", "unit of systemd that its sender belonged to") \
	D(ignored, WORD, "asked", "ignored_signal, by name") \
	D(ignored_sender, TEXT, "asked", "its sender: comm[pid]") \
	D(ignored_sender_unit, TEXT, "asked", "unit of systemd that its sender belonged to") \
	D(stop, WORD, "signals", "newest signal that stopped it, by name") \
	D(stop_sender, TEXT, "signals", "its sender: comm[pid]") \
	D(continue_sender, TEXT, "signals", "sender of the newest SIGCONT: comm[pid]") \
	D(parent, TEXT, "orphan", "current parent: comm[pid]; the name only if both live") \
	D(orphaned_by, TEXT, "orphan", "the parent that died: comm[pid]") \
	D(adopter, TEXT, "orphan", "process that adopted it: comm[pid]") \
	D(tracer, TEXT, "orphan?", "process that traces it, or traced it at its end: comm[pid]") \
	D(held_by, TEXT, "", "tracer that keeps its parent from reaping it: comm[pid]") \
	D(reap_delay_ns, DURATION, "", "for how long its tracer or parent could reap it") \
	D(unreaped, NUMBER, "reaping", "zombies that it could reap: children or tracees") \
	D(unreaped_max_ns, DURATION, "reaping", "longest time for which it could have reaped one") \
	D(reap_delay_mean_ns, DURATION, "reaping", "mean time until it waited for a child")

/* Of a kill by the OOM killer. */
#define LCT_OOM_DERIVED_COLUMNS(D) \
	D(freed_after_ns, DURATION, "", "from the selection until its memory was released") \
	D(unit, TEXT, "", "unit of systemd that the victim belonged to, by its cgroup") \
	D(trigger, TEXT, "", "process that triggered the OOM killer: comm[pid]") \
	D(also_killer, TEXT, "", "process that sent it SIGKILL, too: comm[pid]") \
	D(rss_bytes, BYTES, "", "its resident memory of all kinds")

/* Of an event. */
#define LCT_EVENT_DERIVED_COLUMNS(D) \
	D(by, TEXT, "", "maker, sender, killer, reaper and so on: comm[pid]") \
	D(detail, TEXT, "", "what happened, in a few words")

#endif
