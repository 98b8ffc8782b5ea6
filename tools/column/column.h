/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_COLUMN_H
#define LCT_COLUMN_H

#include <stdbool.h>
#include <stddef.h>

#include "column/format.h"

/*
 * Every column: those of the module's files as K(name, kind, help), in the
 * order of those files, then those that this tool derives from them, as
 * D(name, kind, help). Everything that speaks of columns (-o, the headings, JSON,
 * --help, `columns`) comes from here.
 */
#define LCT_COLUMNS(K, D) \
	K(pid, NUMBER, "id of the task (thread)") \
	K(tgid, NUMBER, "id of its process (thread group)") \
	K(ppid, NUMBER, "current, or last, parent process") \
	K(birth_ppid, NUMBER, "parent process at birth, kept after adoption") \
	K(uid, NUMBER, "real user id") \
	K(comm, TEXT, "name of the task") \
	K(state, WORD, "state it is in") \
	K(cause, WORD, "cause of death") \
	K(policy, WORD, "scheduling policy") \
	K(nice, NUMBER, "nice value") \
	K(rtprio, NUMBER, "real-time priority") \
	K(cpu, NUMBER, "CPU it is, or was last, on") \
	K(born_ns, POINT, "birth") \
	K(died_ns, POINT, "entry into its exit") \
	K(reaped_ns, POINT, "reaping: the end of its record") \
	K(run_ns, DURATION, "time on a CPU") \
	K(runnable_ns, DURATION, "time waiting for a CPU") \
	K(sleep_ns, DURATION, "time in interruptible sleep (S)") \
	K(disk_ns, DURATION, "time in uninterruptible sleep (D), I/O apart") \
	K(stopped_ns, DURATION, "time stopped by a signal (T)") \
	K(zombie_ns, DURATION, "time as a zombie (Z)") \
	K(unknown_ns, DURATION, "time before its first event that was seen") \
	K(switches_voluntary, NUMBER, "times it gave up the CPU to wait") \
	K(switches_involuntary, NUMBER, "times the CPU was taken from it") \
	K(wakeups, NUMBER, "times it was woken from a wait") \
	K(migrations, NUMBER, "times it moved to another CPU") \
	K(latency_max_ns, DURATION, "longest wait for a CPU") \
	K(exit_code, NUMBER, "exit code, if it exited by itself") \
	K(exit_signal, NUMBER, "number of the signal it died of") \
	K(core, NUMBER, "1 if it dumped core") \
	K(killer_pid, NUMBER, "sender of the fatal signal") \
	K(killer_comm, TEXT, "name of that sender") \
	K(killer_uid, NUMBER, "user id of that sender") \
	K(reaper_pid, NUMBER, "process that waited for it; - if none had to") \
	K(oom_kind, WORD, "kind of OOM kill: global or cgroup") \
	K(now_ns, POINT, "instant of the snapshot") \
	K(first_run_ns, POINT, "first time on a CPU") \
	K(new_ns, DURATION, "time from birth to its first wakeup") \
	K(iowait_ns, DURATION, "time waiting for I/O") \
	K(traced_ns, DURATION, "time stopped by a tracer (t)") \
	K(parked_ns, DURATION, "time parked (P)") \
	K(idle_ns, DURATION, "time idle, as kernel threads are (I)") \
	K(frozen_ns, DURATION, "time frozen") \
	K(runs, NUMBER, "times it got a CPU") \
	K(execs, NUMBER, "programs it has executed") \
	K(exec_ns, POINT, "last exec") \
	K(forks, NUMBER, "children and threads it created") \
	K(forks_failed, NUMBER, "forks that failed") \
	K(fork_ns, DURATION, "time it spent forking") \
	K(birth, WORD, "kind of birth: fork, vfork, thread, kthread, ioworker") \
	K(death_seq, NUMBER, "running number of the death") \
	K(latency_max_at_ns, POINT, "end of its longest wait for a CPU") \
	K(preemptor_pid, NUMBER, "who had the CPU at the end of that wait") \
	K(preemptor_comm, TEXT, "name of that task") \
	K(latency_hist, COUNTS, "waits for a CPU by length: below 1024ns, 2048ns, ...") \
	K(weight, NUMBER, "weight in the fair class, 1024 at nice 0") \
	K(vruntime_ns, DURATION, "virtual run time in the fair class") \
	K(cpus, WORD, "CPUs it may run on") \
	K(yields, NUMBER, "calls of sched_yield()") \
	K(runnable_entries, NUMBER, "times it began to wait for a CPU") \
	K(sleep_entries, NUMBER, "times it went to sleep (S)") \
	K(disk_entries, NUMBER, "times it went to sleep (D), I/O apart") \
	K(iowait_entries, NUMBER, "times it began to wait for I/O") \
	K(stopped_entries, NUMBER, "times it was stopped by a signal") \
	K(traced_entries, NUMBER, "times it was stopped by a tracer") \
	K(parked_entries, NUMBER, "times it was parked") \
	K(idle_entries, NUMBER, "times it went idle") \
	K(frozen_entries, NUMBER, "times it was frozen") \
	K(dead_threads, NUMBER, "threads of its process that have been reaped") \
	K(dead_threads_run_ns, DURATION, "their time on a CPU") \
	K(dead_threads_runnable_ns, DURATION, "their time waiting for a CPU") \
	K(dead_threads_switches_voluntary, NUMBER, "their voluntary switches") \
	K(dead_threads_switches_involuntary, NUMBER, "their involuntary switches") \
	K(signals_sent, NUMBER, "signals it sent, also to itself") \
	K(signals_received, NUMBER, "signals queued for it, those of the kernel included") \
	K(signals_handled, NUMBER, "signals that a handler of its took") \
	K(signals_ignored, NUMBER, "signals dropped as it ignores them") \
	K(signals_blocked, NUMBER, "signals that it blocked when they were sent") \
	K(signal_origin, WORD, "where the fatal signal came from") \
	K(signal_code, NUMBER, "si_code of the fatal signal") \
	K(signal_sent_ns, POINT, "when the fatal signal was sent") \
	K(signal_state, WORD, "state it was in then") \
	K(fault_address, ADDRESS, "address that a fault was about") \
	K(killer_parent_pid, NUMBER, "parent process of the sender of the fatal signal") \
	K(killer_parent_comm, TEXT, "name of that parent") \
	K(stop_signal, NUMBER, "number of the last signal that stopped it") \
	K(stop_sent_ns, POINT, "when that was sent") \
	K(stopper_pid, NUMBER, "who sent it; - for the kernel, as of a terminal") \
	K(stopper_comm, TEXT, "name of that sender") \
	K(stopper_uid, NUMBER, "user id of that sender") \
	K(continue_sent_ns, POINT, "when it was last told to continue") \
	K(continuer_pid, NUMBER, "who told it to") \
	K(continuer_comm, TEXT, "name of that task") \
	K(continuer_uid, NUMBER, "user id of that task") \
	K(ender_pid, NUMBER, "thread that ended the process") \
	K(user_ns, DURATION, "time in user mode; of a process, all its threads") \
	K(system_ns, DURATION, "time in the kernel, likewise") \
	K(faults_minor, NUMBER, "page faults without I/O, likewise") \
	K(faults_major, NUMBER, "page faults with I/O, likewise") \
	K(rss_peak_bytes, BYTES, \
	  "most memory resident at once; known when it has been given back") \
	K(exe, TEXT, "program it executed last; ... stands for a lost beginning") \
	K(cgroup, TEXT, "its cgroup; ... stands for a lost beginning") \
	K(reap, WORD, "how it was reaped") \
	K(orphaned_ns, POINT, "when its parent died and it got another") \
	K(orphaned_by_pid, NUMBER, "the parent that died") \
	K(orphaned_by_comm, TEXT, "name of that parent") \
	K(adopter_pid, NUMBER, "the process it got as a parent then") \
	K(adopter_comm, TEXT, "name of that process") \
	K(children, NUMBER, "child processes born") \
	K(children_reaped, NUMBER, "children it waited for, adopted ones included") \
	K(children_auto_reaped, NUMBER, "children that were reaped without a wait") \
	K(reap_max_ns, DURATION, "longest time that it let one of its children lie unreaped") \
	K(reap_sum_ns, DURATION, "time that it let its children lie unreaped, together") \
	K(oom_seq, NUMBER, "number of its row in the list of OOM kills") \
	K(state_since_ns, POINT, "since when it has been in its state") \
	K(dead_threads_last_ns, POINT, \
	  "when the last of its dead threads was reaped; a leader cannot be before") \
	D(life_ns, DURATION, "from birth until it was a zombie, or until now") \
	D(age_ns, DURATION, "from birth until now, also of the dead") \
	D(start_ns, DURATION, "birth, counted from the first row's birth") \
	D(ago_ns, DURATION, "time since it died") \
	D(state_age_ns, DURATION, "for how long it has been in its state") \
	D(exit_time_ns, DURATION, "from the start of its exit until it was a zombie") \
	D(birth_delay_ns, DURATION, "from birth to its first time on a CPU") \
	D(blocked_ns, DURATION, "disk_ns and iowait_ns together") \
	D(run_percent, PERCENT, "share of its life on a CPU") \
	D(switches, NUMBER, "voluntary and involuntary switches together") \
	D(exit, WORD, "exit code, or signal by name, with +core") \
	D(killer, TEXT, "sender of the fatal signal: name[pid]") \
	D(preemptor, TEXT, "who had the CPU at the end of its longest wait: name[pid]") \
	D(threads, NUMBER, "living threads of the process; - with -L") \
	D(user, TEXT, "real user, by name") \
	D(born_time, WORD, "birth, in ISO 8601") \
	D(died_time, WORD, "entry into its exit, in ISO 8601") \
	D(reaped_time, WORD, "reaping, in ISO 8601") \
	D(code, WORD, "si_code of the fatal signal, by name") \
	D(signal_to_death_ns, DURATION, \
	  "from the sending of the fatal signal until it could be reaped") \
	D(killer_kind, WORD, \
	  "oom-killer or watchdog, if a program of that trade sent the fatal signal") \
	D(killer_parent, TEXT, "parent of the sender of the fatal signal: name[pid]") \
	D(stop, WORD, "last signal that stopped it, by name") \
	D(stopper, TEXT, "who sent that: name[pid]") \
	D(continuer, TEXT, "who told it to continue: name[pid]") \
	D(parent, TEXT, "current parent process: name[pid], the name while both live") \
	D(orphaned_by, TEXT, "the parent that died: name[pid]") \
	D(adopter, TEXT, "who got it then: name[pid]") \
	D(unreaped, NUMBER, "children that lie unreaped now") \
	D(unreaped_max_ns, DURATION, "for how long the oldest of them has") \
	D(reap_mean_ns, DURATION, "mean time that it let its children lie unreaped")

#define LCT_COLUMN_ENUM(name, kind, help)	LCT_COLUMN_##name,
#define LCT_COLUMN_NONE(name, kind, help)
enum lct_column_id {
	LCT_COLUMNS(LCT_COLUMN_ENUM, LCT_COLUMN_ENUM)
	LCT_COLUMN_NR
};

/* The module's columns come first, so that they can index an array. */
#define LCT_COLUMN_KERNEL_NR	((int)LCT_COLUMN_life_ns)

/**
 * struct lct_column - one column
 * @name:	as in the module's files, -o and JSON
 * @kind:	how it is shown
 * @help:	what it says, in a few words
 */
struct lct_column {
	const char *name;
	enum lct_kind kind;
	const char *help;
};

extern const struct lct_column lct_columns[LCT_COLUMN_NR];

struct lct_column_set;

/**
 * struct lct_catalog - what -o of a command chooses from
 * @columns:	the columns
 * @nr:		how many
 * @nr_kernel:	how many of these are the module's; they come first
 * @sets:	named sets of them, the last without a name
 */
struct lct_catalog {
	const struct lct_column *columns;
	int nr;
	int nr_kernel;
	const struct lct_column_set *sets;
};

extern const struct lct_catalog lct_task_catalog;

int lct_column_find(const struct lct_catalog *catalog, const char *name, size_t len);
void lct_column_heading(const struct lct_catalog *catalog, int id, char *out, size_t room);
const char *lct_column_unit(enum lct_column_id id);
bool lct_column_is_number(enum lct_column_id id);
bool lct_column_is_literal(enum lct_column_id id);

#endif
