/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Every column of the module's tables, declared once:
 *
 *   X(name, KIND, "sets", "help")
 *
 * name	its name in the files, in -o, in JSON and in the manual page, with its unit
 * KIND	what a value is, out of LC_KINDS
 * sets	the tool's sets of columns that it is part of, separated by blanks; with a ? where
 *	it is shown only if some task has a value other than 0
 * help	what it is, in a few words
 *
 * The rows of the module, the tool's columns, sets, help and completion, and the tables of
 * lifecycle(5) are made from these lists, line by line: one X() each. Readers find columns by
 * name, so a new one is added where it belongs.
 */
#ifndef LC_COLUMNS_H
#define LC_COLUMNS_H

/*
 * Kinds of values, as X(SYMBOL, "unit"):
 *
 *   NUMBER    a decimal number
 *   DURATION  nanoseconds
 *   POINT     a point in time, nanoseconds of CLOCK_MONOTONIC
 *   BYTES     a size
 *   ADDRESS   a number of up to 64 bits, without a sign
 *   PERCENT   a number with one digit after the point; only the tool has such
 *   WORD      a word out of a list, or text without blanks
 *   TEXT      a name or path that a task chose: escaped
 *   COUNTS    counts by length, see LC_LATENCY_BUCKETS, separated by commas
 */
#define LC_KINDS(X)		\
	X(NUMBER, "number")	\
	X(DURATION, "ns")	\
	X(POINT, "ns, monotonic") \
	X(BYTES, "bytes")	\
	X(ADDRESS, "number")	\
	X(PERCENT, "percent")	\
	X(WORD, "word")		\
	X(TEXT, "text")		\
	X(COUNTS, "counts")

#define LC_ENUM_KIND(sym, unit)	LC_KIND_##sym,
enum lc_kind { LC_KINDS(LC_ENUM_KIND) };

/* Tables of tasks: tasks, dead, task, self. */

/* Identity */
#define LC_COLUMNS_IDENTITY(X) \
	X(pid, NUMBER, "", "thread ID") \
	X(tgid, NUMBER, "", "process ID (thread group ID)") \
	X(ppid, NUMBER, "", "parent process, current or last") \
	X(birth_ppid, NUMBER, "origin orphan", "parent process at birth") \
	X(pidns_init_pid, NUMBER, "", "init of a living task's PID namespace") \
	X(pgid, NUMBER, "login", "process group ID") \
	X(sid, NUMBER, "login", "session ID") \
	X(tty_nr, NUMBER, "", "controlling terminal, or the last one: device number") \
	X(session, NUMBER, "login", "ID of the login session (audit)") \
	X(loginuid, NUMBER, "login", "login user ID") \
	X(uid, NUMBER, "", "real user ID") \
	X(comm, TEXT, "", "command name") \
	X(exe, TEXT, "", "path of the executed file; ... replaces a cut beginning") \
	X(args, TEXT, "", "arguments at the newest exec; ... replaces a cut end") \
	X(cgroup, TEXT, "", "cgroup (v2); ... replaces a cut beginning")

/* State */
#define LC_COLUMNS_STATE(X) \
	X(state, WORD, "", "current state") \
	X(state_since_ns, POINT, "", "when the current state began") \
	X(now_ns, POINT, "", "when the row was generated")

/* Birth, exec and fork */
#define LC_COLUMNS_BIRTH(X) \
	X(birth, WORD, "origin", "kind of birth: fork, vfork, thread, kthread, ioworker") \
	X(born_ns, POINT, "origin", "birth") \
	X(first_run_ns, POINT, "", "first time on a CPU") \
	X(execs, NUMBER, "origin", "number of execs") \
	X(exec_ns, POINT, "origin", "newest exec") \
	X(execs_failed, NUMBER, "origin", "failed execs, by this thread") \
	X(exec_errno, NUMBER, "", "errno of the newest failed exec, or search along PATH") \
	X(exec_failed_path, TEXT, "origin", "path that it was given; ... replaces a cut end") \
	X(exec_failed_ns, POINT, "origin", "when it failed") \
	X(forks, NUMBER, "origin", "children and threads created") \
	X(forks_failed, NUMBER, "origin", "failed forks") \
	X(fork_ns, DURATION, "", "time spent in copy_process()")

/* Time in each state */
#define LC_COLUMNS_TIME(X) \
	X(new_ns, DURATION, "states", "time from birth to the first wakeup") \
	X(run_ns, DURATION, "states", "time on a CPU") \
	X(runnable_ns, DURATION, "states latency", "time waiting for a CPU") \
	X(throttled_ns, DURATION, "latency?", "part of it in which its cgroup was over its quota") \
	X(sleep_ns, DURATION, "states", "time in interruptible sleep (S)") \
	X(disk_ns, DURATION, "states", "time in uninterruptible sleep (D), not I/O") \
	X(iowait_ns, DURATION, "states", "time waiting for I/O") \
	X(stopped_ns, DURATION, "states?", "time stopped by a signal (T)") \
	X(traced_ns, DURATION, "states?", "time stopped by a tracer (t)") \
	X(parked_ns, DURATION, "states?", "time parked (P), kernel threads only") \
	X(idle_ns, DURATION, "states?", "time idle (I), kernel threads only") \
	X(frozen_ns, DURATION, "states?", "time frozen by the freezer") \
	X(zombie_ns, DURATION, "states death", "time as a zombie (Z)") \
	X(unknown_ns, DURATION, "states?", "time from birth to the first event seen")

/* Entries into each state */
#define LC_COLUMNS_ENTRIES(X) \
	X(runs, NUMBER, "latency entries", "times scheduled in") \
	X(runnable_entries, NUMBER, "entries", "times it became runnable") \
	X(sleep_entries, NUMBER, "entries", "times it entered interruptible sleep (S)") \
	X(disk_entries, NUMBER, "entries", "times it entered uninterruptible sleep (D), not I/O") \
	X(iowait_entries, NUMBER, "entries", "times it began to wait for I/O") \
	X(stopped_entries, NUMBER, "entries?", "times it was stopped by a signal") \
	X(traced_entries, NUMBER, "entries?", "times it was stopped by a tracer") \
	X(parked_entries, NUMBER, "entries?", "times it was parked") \
	X(idle_entries, NUMBER, "entries?", "times it became idle") \
	X(frozen_entries, NUMBER, "entries?", "times it was frozen")

/* Scheduling */
#define LC_COLUMNS_SCHED(X) \
	X(policy, WORD, "sched", "scheduling policy") \
	X(nice, NUMBER, "sched", "nice value") \
	X(rtprio, NUMBER, "sched", "real-time priority") \
	X(weight, NUMBER, "sched", "load weight in the fair class, 1024 at nice 0") \
	X(vruntime_ns, DURATION, "sched", "virtual runtime in the fair class") \
	X(cpu, NUMBER, "sched", "current or last CPU") \
	X(cpus, WORD, "sched", "CPU affinity") \
	X(switches_voluntary, NUMBER, "sched", "voluntary context switches") \
	X(switches_involuntary, NUMBER, "sched", "involuntary context switches") \
	X(wakeups, NUMBER, "", "wakeups") \
	X(migrations, NUMBER, "sched", "migrations to another CPU") \
	X(yields, NUMBER, "sched", "sched_yield() calls")

/* Run-queue latency */
#define LC_COLUMNS_LATENCY(X) \
	X(latency_max_ns, DURATION, "latency", "longest wait for a CPU") \
	X(latency_max_at_ns, POINT, "latency", "end of the longest wait") \
	X(latency_max_prev_pid, NUMBER, "", "task that had the CPU until then") \
	X(latency_max_prev_comm, TEXT, "", "its command name") \
	X(latency_hist, COUNTS, "latency", "waits for a CPU by length: below 1024 ns, 2048 ns, ...")

/* Resource usage */
#define LC_COLUMNS_USAGE(X) \
	X(user_ns, DURATION, "usage", "user CPU time; of the whole process in a leader's row") \
	X(system_ns, DURATION, "usage", "system CPU time, likewise") \
	X(faults_minor, NUMBER, "usage", "page faults without I/O, likewise") \
	X(faults_major, NUMBER, "usage", "page faults with I/O, likewise") \
	X(rss_peak_bytes, BYTES, "usage", "peak resident set size; known once memory is released")

/* Signals */
#define LC_COLUMNS_SIGNALS(X) \
	X(signals_sent, NUMBER, "signals", "signals sent, including to itself") \
	X(signals_received, NUMBER, "signals", "signals queued, including those from the kernel") \
	X(signals_handled, NUMBER, "signals", "signals delivered to a handler") \
	X(signals_ignored, NUMBER, "signals", "signals discarded because they are ignored") \
	X(signals_blocked, NUMBER, "signals", "signals that were blocked when sent") \
	X(handled_signal, NUMBER, "", "newest terminating signal from outside that was handled") \
	X(handled_ns, POINT, "asked", "when it was handled") \
	X(handled_sent_ns, POINT, "", "when it was sent") \
	X(handled_origin, WORD, "asked", "its origin") \
	X(handled_sender_pid, NUMBER, "", "its sender") \
	X(handled_sender_comm, TEXT, "", "the sender's command name") \
	X(handled_sender_uid, NUMBER, "asked", "the sender's real user ID") \
	X(handled_sender_loginuid, NUMBER, "asked", "the sender's login user ID") \
	X(handled_sender_start_ns, POINT, "asked", "when the sender was born") \
	X(handled_sender_exe, TEXT, "", "the sender's program") \
	X(handled_sender_cgroup, TEXT, "asked", "the sender's cgroup") \
	X(fault_signal, NUMBER, "", "signal of the newest fault that was handled") \
	X(fault_code, NUMBER, "", "its si_code") \
	X(fault_ns, POINT, "asked", "when it was handled") \
	X(ignored_signal, NUMBER, "", "newest terminating signal from outside that was ignored") \
	X(ignored_sent_ns, POINT, "asked", "when it was sent") \
	X(ignored_origin, WORD, "asked", "its origin") \
	X(ignored_sender_pid, NUMBER, "", "its sender") \
	X(ignored_sender_comm, TEXT, "", "the sender's command name") \
	X(ignored_sender_uid, NUMBER, "asked", "the sender's real user ID") \
	X(ignored_sender_loginuid, NUMBER, "asked", "the sender's login user ID") \
	X(ignored_sender_start_ns, POINT, "asked", "when the sender was born") \
	X(ignored_sender_exe, TEXT, "", "the sender's program") \
	X(ignored_sender_cgroup, TEXT, "asked", "the sender's cgroup") \
	X(stop_signal, NUMBER, "", "newest signal that stopped it") \
	X(stop_sent_ns, POINT, "signals", "when that was sent") \
	X(stop_sender_pid, NUMBER, "", "its sender; - for the kernel, e.g. a terminal") \
	X(stop_sender_comm, TEXT, "", "the sender's command name") \
	X(stop_sender_uid, NUMBER, "", "the sender's real user ID") \
	X(continue_sent_ns, POINT, "signals", "when the newest SIGCONT was sent") \
	X(continue_sender_pid, NUMBER, "", "its sender") \
	X(continue_sender_comm, TEXT, "", "the sender's command name") \
	X(continue_sender_uid, NUMBER, "", "the sender's real user ID")

/* Death */
#define LC_COLUMNS_DEATH(X) \
	X(exit_phase, WORD, "", "how far the exit of a living task has progressed") \
	X(died_ns, POINT, "death", "entry into do_exit()") \
	X(cause, WORD, "death", "cause of death") \
	X(exit_code, NUMBER, "", "exit status, if it exited") \
	X(exit_signal, NUMBER, "", "signal that terminated it") \
	X(core_dumped, NUMBER, "", "1 if it dumped core") \
	X(core_dumped_ns, POINT, "death?", "end of the core dump") \
	X(exit_initiator_pid, NUMBER, "death", "thread that made the process exit") \
	X(signal_origin, WORD, "fatal", "origin of the fatal signal") \
	X(signal_rlimit, WORD, "", "resource limit that it reached") \
	X(signal_code, NUMBER, "", "si_code of the fatal signal") \
	X(signal_sent_ns, POINT, "fatal", "when the fatal signal was sent") \
	X(signal_state, WORD, "fatal", "state of the task at that moment") \
	X(fault_address, ADDRESS, "fatal", "faulting address, even if the fault was handled") \
	X(killer_pid, NUMBER, "", "sender of the fatal signal") \
	X(killer_comm, TEXT, "", "the sender's command name") \
	X(killer_uid, NUMBER, "death", "the sender's real user ID") \
	X(killer_tid, NUMBER, "sender", "thread of the sender that sent it") \
	X(killer_thread_comm, TEXT, "", "that thread's name") \
	X(killer_start_ns, POINT, "sender", "when the sender was born") \
	X(killer_exe, TEXT, "sender", "the sender's program") \
	X(killer_args, TEXT, "sender", "the sender's arguments") \
	X(killer_cgroup, TEXT, "sender", "the sender's cgroup") \
	X(killer_loginuid, NUMBER, "sender", "the sender's login user ID") \
	X(killer_parent_pid, NUMBER, "", "process that started the sender: its parent at birth") \
	X(killer_parent_comm, TEXT, "", "that parent's command name") \
	X(killer_parent_died, NUMBER, "", "1 if that parent had died by then") \
	X(killer_lost, NUMBER, "sender", "1 if there may be a sender that is not known") \
	X(oom_kind, WORD, "death", "scope of the OOM kill: global or cgroup") \
	X(oom_seq, NUMBER, "", "its row in the list of OOM kills") \
	X(death_seq, NUMBER, "death", "sequence number of the death; gaps: evicted or hidden")

/* Tracing, reaping and adoption */
#define LC_COLUMNS_REAPING(X) \
	X(tracer_pid, NUMBER, "", "process that traces it, or traced it at its end") \
	X(tracer_comm, TEXT, "", "that process's command name") \
	X(tracer_left_ns, POINT, "death?", "when its tracer released the zombie to its parent") \
	X(reapable_ns, POINT, "death", "when its tracer or parent could first reap it") \
	X(reaped_ns, POINT, "death", "when it was reaped: the end of its record") \
	X(reap, WORD, "death", "how it was reaped") \
	X(reaper_pid, NUMBER, "death", "process that waited for it; - if none did") \
	X(orphaned_ns, POINT, "orphan", "when its parent died and it was adopted") \
	X(orphaned_by_pid, NUMBER, "", "the parent that died") \
	X(orphaned_by_comm, TEXT, "", "that parent's command name") \
	X(adopter_pid, NUMBER, "", "process that adopted it") \
	X(adopter_comm, TEXT, "", "the adopter's command name")

/* Children */
#define LC_COLUMNS_CHILDREN(X) \
	X(children, NUMBER, "reaping", "child processes created") \
	X(children_reaped, NUMBER, "reaping", "children it waited for, including adopted ones") \
	X(children_auto_reaped, NUMBER, "reaping", "children reaped without a wait") \
	X(reap_delay_max_ns, DURATION, "reaping", "longest time until it waited for a child") \
	X(reap_delay_sum_ns, DURATION, "", "sum of these times")

/* Dead threads, in a leader's row */
#define LC_COLUMNS_DEAD_THREADS(X) \
	X(dead_threads, NUMBER, "process", "reaped threads of the process") \
	X(dead_threads_run_ns, DURATION, "process", "their time on a CPU") \
	X(dead_threads_runnable_ns, DURATION, "process", "their time waiting for a CPU") \
	X(dead_threads_switches_voluntary, NUMBER, "process", "their voluntary switches") \
	X(dead_threads_switches_involuntary, NUMBER, "process", "their involuntary switches") \
	X(dead_threads_last_ns, POINT, "process", "when the last of them was reaped")

#define LC_TASK_COLUMNS(X)	\
	LC_COLUMNS_IDENTITY(X)	\
	LC_COLUMNS_STATE(X)	\
	LC_COLUMNS_BIRTH(X)	\
	LC_COLUMNS_TIME(X)	\
	LC_COLUMNS_ENTRIES(X)	\
	LC_COLUMNS_SCHED(X)	\
	LC_COLUMNS_LATENCY(X)	\
	LC_COLUMNS_USAGE(X)	\
	LC_COLUMNS_SIGNALS(X)	\
	LC_COLUMNS_DEATH(X)	\
	LC_COLUMNS_REAPING(X)	\
	LC_COLUMNS_CHILDREN(X)	\
	LC_COLUMNS_DEAD_THREADS(X)

/* The table of OOM kills: oom. */

/* OOM kills */
#define LC_OOM_COLUMNS(X) \
	X(oom_seq, NUMBER, "", "sequence number of the victim") \
	X(oom_event, NUMBER, "", "sequence number of the decision, shared by its victims") \
	X(killed_ns, POINT, "", "when the OOM killer selected the process") \
	X(freed_ns, POINT, "", "when its memory was released") \
	X(oom_kind, WORD, "", "scope: global or cgroup") \
	X(pid, NUMBER, "", "process ID of the victim") \
	X(uid, NUMBER, "", "its real user ID") \
	X(comm, TEXT, "", "its command name") \
	X(cgroup, TEXT, "", "its cgroup (v2); ... replaces a cut beginning") \
	X(selection, WORD, "", "why it was selected: chosen, group, shared-mm, exiting") \
	X(already_dying, NUMBER, "", "1 if it was already dying of another cause") \
	X(sigkill_sent, NUMBER, "", "1 if it was sent SIGKILL; 0 if only given reserves") \
	X(also_killed_ns, POINT, "", "when another process sent it SIGKILL, too") \
	X(also_killer_pid, NUMBER, "", "that process") \
	X(also_killer_comm, TEXT, "", "its command name") \
	X(trigger_kind, WORD, "", "trigger: allocation, limit, sysrq, kswapd") \
	X(trigger_pid, NUMBER, "", "process that triggered the OOM killer") \
	X(trigger_comm, TEXT, "", "its command name") \
	X(trigger_tid, NUMBER, "", "thread ID of its triggering thread") \
	X(trigger_thread, TEXT, "", "name of that thread, if it is not the main thread") \
	X(trigger_outside, NUMBER, "", "1 if the trigger is not in oom_cgroup") \
	X(oom_cgroup, TEXT, "", "memory cgroup that was out of memory") \
	X(order, NUMBER, "", "order of the allocation: log2 of the number of pages") \
	X(gfp_mask, ADDRESS, "", "GFP mask of the allocation") \
	X(gfp_flags, WORD, "", "the same by name") \
	X(points, NUMBER, "", "badness points by which the victim was chosen") \
	X(oom_score_adj, NUMBER, "", "the victim's oom_score_adj") \
	X(total_vm_bytes, BYTES, "", "its virtual memory") \
	X(rss_anon_bytes, BYTES, "", "its resident anonymous memory") \
	X(rss_file_bytes, BYTES, "", "its resident file memory") \
	X(rss_shmem_bytes, BYTES, "", "its resident shared memory") \
	X(swap_bytes, BYTES, "", "its swapped memory") \
	X(page_tables_bytes, BYTES, "", "its page tables")

/* Events: events, switches, waits. */
#define LC_EVENT_COLUMNS(X) \
	X(event_seq, NUMBER, "", "sequence number of the event; of the next one in a row lost") \
	X(time_ns, POINT, "", "when it happened") \
	X(event, WORD, "", "kind of the event") \
	X(lost, NUMBER, "", "number of events lost here") \
	X(pid, NUMBER, "", "thread ID of the task that it is about") \
	X(tgid, NUMBER, "", "its process ID") \
	X(uid, NUMBER, "", "its real user ID") \
	X(comm, TEXT, "", "its command name") \
	X(born_ns, POINT, "", "its birth") \
	X(birth, WORD, "", "birth: its kind") \
	X(clone_flags, ADDRESS, "", "birth: flags of clone(2)") \
	X(errno, NUMBER, "", "exec-failed, fork-failed: the error") \
	X(exe, TEXT, "", "exec: path of the executed file; ... replaces a cut beginning") \
	X(args, TEXT, "", "exec: the arguments; ... replaces a cut end") \
	X(path, TEXT, "", "exec-failed: the path that it was given; ... replaces a cut end") \
	X(signal, NUMBER, "", "signal, delivery, stop, continue: the number") \
	X(signal_code, NUMBER, "", "signal, delivery: its si_code") \
	X(signal_origin, WORD, "", "signal, delivery, exit: its origin") \
	X(outcome, WORD, "", "signal, delivery: what became of it") \
	X(exit_code, NUMBER, "", "exit: exit status, if it exited") \
	X(exit_signal, NUMBER, "", "exit: signal that terminated it") \
	X(core_dumped, NUMBER, "", "exit: 1 if it dumped core") \
	X(cause, WORD, "", "exit: cause of death") \
	X(reap, WORD, "", "reap: how it was reaped") \
	X(by_pid, NUMBER, "", "maker, sender, killer, reaper, trigger, dead parent, other task") \
	X(by_comm, TEXT, "", "its command name") \
	X(by_uid, NUMBER, "", "its real user ID") \
	X(adopter_pid, NUMBER, "", "orphan: process that adopted it") \
	X(new_comm, TEXT, "", "comm: the name that it gets") \
	X(new_uid, NUMBER, "", "credentials: the real user ID that it gets") \
	X(new_euid, NUMBER, "", "credentials: the effective one") \
	X(new_suid, NUMBER, "", "credentials: the saved one") \
	X(new_gid, NUMBER, "", "credentials: the real group ID that it gets") \
	X(new_egid, NUMBER, "", "credentials: the effective one") \
	X(new_sgid, NUMBER, "", "credentials: the saved one") \
	X(runnable_ns, DURATION, "", "on-cpu: how long it has waited for the CPU") \
	X(state, WORD, "", "off-cpu: the state that it enters") \
	X(cpu, NUMBER, "", "on-cpu, off-cpu: the CPU")

#endif /* LC_COLUMNS_H */
