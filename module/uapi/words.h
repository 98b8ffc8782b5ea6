/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * What the module and its readers share: the version of the text format and the
 * words used in it. A list is written as X(SYMBOL, "word"), so an enumeration and
 * its names cannot diverge. Entries are appended, never reordered. A change of
 * meaning raises LC_FORMAT.
 */
#ifndef LC_WORDS_H
#define LC_WORDS_H

#define LC_FORMAT 2

/*
 * Histogram of waits for a CPU. Bucket 0 counts waits shorter than 1024 ns, bucket n
 * waits from 2^(n+9) ns to less than 2^(n+10) ns, and the last bucket all longer
 * ones.
 */
#define LC_LATENCY_BUCKETS 22
#define LC_LATENCY_SHIFT 10

/*
 * States of a task. Every nanosecond between birth and reaping is spent in exactly
 * one of them. The exception is DEAD, which is only the name for the state of a dead
 * task.
 *
 *   NEW       forked, not yet woken for the first time
 *   RUNNING   on a CPU
 *   RUNNABLE  on a run queue, waiting for a CPU
 *   SLEEPING  interruptible wait (S)
 *   DISK      uninterruptible wait (D), not accounted as I/O
 *   IOWAIT    uninterruptible or interruptible wait marked in_iowait
 *   STOPPED   stopped by a signal (T)
 *   TRACED    stopped by its tracer (t)
 *   PARKED    kernel thread parked (P)
 *   IDLE      kernel thread waiting for work, not counted as load (I)
 *   FROZEN    frozen by the freezer, where the kernel reports it
 *   ZOMBIE    past its last switch, not yet reaped (Z)
 *   DEAD      reaped
 *   UNKNOWN   alive before the module was loaded, no event seen since
 */
#define LC_STATES(X)		\
	X(NEW, "new")		\
	X(RUNNING, "running")	\
	X(RUNNABLE, "runnable")	\
	X(SLEEPING, "sleeping")	\
	X(DISK, "disk")		\
	X(IOWAIT, "iowait")	\
	X(STOPPED, "stopped")	\
	X(TRACED, "traced")	\
	X(PARKED, "parked")	\
	X(IDLE, "idle")		\
	X(FROZEN, "frozen")	\
	X(ZOMBIE, "zombie")	\
	X(UNKNOWN, "unknown")	\
	X(DEAD, "dead")

/*
 * Causes of death.
 *
 *   NONE       alive
 *   EXITED     exited by itself with status 0
 *   FAILED     exited by itself with another status
 *   KILLED     a signal, for any reason not listed here: from a process or its tracer,
 *              from the terminal or a timer, at a resource limit, by seccomp and so on
 *   CRASHED    a crash signal (SEGV, BUS, ILL, FPE, TRAP, SYS, ABRT) that the process
 *              caused or sent itself, or whose generation was not seen
 *   OOM        the kernel's OOM killer, memory of the machine
 *   OOM_CGROUP the kernel's OOM killer, memory of a cgroup
 *   PDEATHSIG  the signal requested with PR_SET_PDEATHSIG
 *   PIDNS      the init of its PID namespace died
 *   GROUP      a thread ended by the exit of its thread group
 *   EXEC       a thread ended by the exec of another thread
 *   UNKNOWN    another signal whose generation was not seen
 */
#define LC_CAUSES(X)			\
	X(NONE, "-")			\
	X(EXITED, "exited")		\
	X(FAILED, "failed")		\
	X(KILLED, "killed")		\
	X(CRASHED, "crashed")		\
	X(OOM, "oom")			\
	X(OOM_CGROUP, "oom-cgroup")	\
	X(PDEATHSIG, "pdeathsig")	\
	X(PIDNS, "pidns")		\
	X(GROUP, "group")		\
	X(EXEC, "exec")			\
	X(UNKNOWN, "unknown")

/* How a task was created; NONE: before the module was loaded. */
#define LC_BIRTHS(X)			\
	X(NONE, "-")			\
	X(FORK, "fork")			\
	X(VFORK, "vfork")		\
	X(THREAD, "thread")		\
	X(KTHREAD, "kthread")		\
	X(IOWORKER, "ioworker")

/* Whose memory was exhausted when the OOM killer chose this task. */
#define LC_OOMS(X)			\
	X(NONE, "-")			\
	X(GLOBAL, "global")		\
	X(CGROUP, "cgroup")

/*
 * What made the kernel's OOM killer decide.
 *
 *   NONE        not known
 *   ALLOCATION  a task requested memory
 *   LIMIT       a task set a cgroup's memory.max below its use
 *   SYSRQ       SysRq f
 *   KSWAPD      reclaim could not keep the working set in memory (min_ttl_ms of lru_gen)
 */
#define LC_TRIGGERS(X)			\
	X(NONE, "-")			\
	X(ALLOCATION, "allocation")	\
	X(LIMIT, "limit")		\
	X(SYSRQ, "sysrq")		\
	X(KSWAPD, "kswapd")

/*
 * Why a process became a victim of the OOM killer.
 *
 *   NONE       not known
 *   CHOSEN     it had the highest badness, or requested the memory
 *   GROUP      its cgroup is killed as a whole (memory.oom.group)
 *   SHARED_MM  it uses the memory of another victim
 *   EXITING    it requested memory while it was dying already
 */
#define LC_SELECTIONS(X)		\
	X(NONE, "-")			\
	X(CHOSEN, "chosen")		\
	X(GROUP, "group")		\
	X(SHARED_MM, "shared-mm")	\
	X(EXITING, "exiting")

/*
 * Origin of a signal.
 *
 *   NONE       no signal
 *   USER       another process sent it, with kill(2) or a similar call
 *   SELF       the process sent it to itself
 *   PDEATHSIG  its parent died, and it had requested a signal for that
 *   PIDNS      the init of its PID namespace died
 *   OOM        the kernel's OOM killer
 *   FAULT      the CPU, because of what the process did
 *   SECCOMP    a system call that a seccomp filter forbids
 *   TIMER      alarm(2), setitimer(2), timer_create(2)
 *   RLIMIT     it reached a limit of CPU time or file size
 *   TERMINAL   a key, or a hangup
 *   PIPE       it wrote to a pipe or socket without a reader
 *   KERNEL     the kernel, for another reason
 *   TRACER     its tracer: injected, at the tracer's exit, by PTRACE_KILL, a trap
 *   BPF        a BPF program
 *   SIGIO      a file that signals I/O: O_ASYNC, F_SETSIG
 *   MQUEUE     a message for which it called mq_notify(3)
 *   CHILD      a child ended whose exit signal, given to clone(2), is not SIGCHLD
 *   ORPHAN     its process group became orphaned with a member stopped
 *   REBOOT     reboot(2) in its PID namespace
 *   SYSRQ      SysRq: a key, or a write to /proc/sysrq-trigger
 *   DEADLINE   it overran its SCHED_DEADLINE runtime
 *   PERF       a performance event that is to signal, perf_event_open(2)
 *   HWPOISON   the hardware reported an error in its memory
 *   LSM        a security module
 *   CGROUP     it was being forked in a cgroup that was being killed
 */
#define LC_ORIGINS(X)			\
	X(NONE, "-")			\
	X(USER, "user")			\
	X(SELF, "self")			\
	X(PDEATHSIG, "pdeathsig")	\
	X(PIDNS, "pidns")		\
	X(OOM, "oom")			\
	X(FAULT, "fault")		\
	X(SECCOMP, "seccomp")		\
	X(TIMER, "timer")		\
	X(RLIMIT, "rlimit")		\
	X(TERMINAL, "terminal")		\
	X(PIPE, "pipe")			\
	X(KERNEL, "kernel")		\
	X(TRACER, "tracer")		\
	X(BPF, "bpf")			\
	X(SIGIO, "sigio")		\
	X(MQUEUE, "mqueue")		\
	X(CHILD, "child")		\
	X(ORPHAN, "orphan")		\
	X(REBOOT, "reboot")		\
	X(SYSRQ, "sysrq")		\
	X(DEADLINE, "deadline")		\
	X(PERF, "perf")			\
	X(HWPOISON, "hwpoison")		\
	X(LSM, "lsm")			\
	X(CGROUP, "cgroup")

/* Resource limit that was reached when the origin is RLIMIT, as in setrlimit(2). */
#define LC_RLIMITS(X)			\
	X(NONE, "-")			\
	X(CPU, "cpu")			\
	X(RTTIME, "rttime")		\
	X(FSIZE, "fsize")

/*
 * How a dead task was reaped.
 *
 *   NONE     not reaped, or not known
 *   WAITED   its parent waited for it
 *   IGNORED  its parent ignores its death: SIGCHLD ignored, SA_NOCLDWAIT
 *   THREAD   a thread, which reaps itself
 *   TRACER   a thread that its tracer kept from reaping itself, or a process whose
 *            tracer was the last to be notified
 *   EXEC     the former leader of a process in which another thread called exec
 */
#define LC_REAPS(X)			\
	X(NONE, "-")			\
	X(WAITED, "waited")		\
	X(IGNORED, "ignored")		\
	X(THREAD, "thread")		\
	X(TRACER, "tracer")		\
	X(EXEC, "exec")

/*
 * How far a living task is on its way to its end, in the kernel's terms.
 *
 *   NONE         no end has been decided; or the task is a zombie or dead
 *   KILLED       told to exit (a fatal signal, exit_group(2), another thread's exec), not
 *                yet in do_exit()
 *   COREDUMP     its process is dumping core
 *   PTRACE_EVENT stopped in do_exit() for its tracer (PTRACE_EVENT_EXIT)
 *   EXITING      in do_exit()
 *   PIDNS_WAIT   the init of a PID namespace, in zap_pid_ns_processes(): it waits until
 *                all other tasks of the namespace have been reaped
 *   EXEC_WAIT    not exiting, but in de_thread(): an exec that waits until the other threads
 *                of its process have exited
 */
#define LC_EXIT_PHASES(X)		\
	X(NONE, "-")			\
	X(KILLED, "killed")		\
	X(COREDUMP, "coredump")		\
	X(PTRACE_EVENT, "ptrace-event")	\
	X(EXITING, "exiting")		\
	X(PIDNS_WAIT, "pidns-wait")	\
	X(EXEC_WAIT, "exec-wait")

/*
 * What the history keeps deaths as. Each kind has places of its own.
 *
 *   NOTABLE   a process with any other cause than exited and failed
 *   ORDINARY  a process with one of these two
 *   THREAD    a thread other than the leader
 */
#define LC_KEPTS(X)			\
	X(NOTABLE, "notable")		\
	X(ORDINARY, "ordinary")		\
	X(THREAD, "thread")

/*
 * Why a task has no record.
 *
 *   FULL      all max_tasks places are taken
 *   RESERVED  those that are left are reserved for root
 *   SHARE     its user has as many as a user other than root may have
 *   MEMORY    there was no memory
 */
#define LC_BOUNDS(X)			\
	X(FULL, "full")			\
	X(RESERVED, "reserved")		\
	X(SHARE, "share")		\
	X(MEMORY, "memory")

/*
 * Classes by which waits for a CPU are totalled: what decides when a task runs. STOP
 * is for the per-CPU threads that preempt everything.
 */
#define LC_CLASSES(X)			\
	X(STOP, "stop")			\
	X(DEADLINE, "deadline")		\
	X(RT, "rt")			\
	X(FAIR, "fair")			\
	X(BATCH, "batch")		\
	X(IDLE, "idle")			\
	X(EXT, "ext")

#define LC_ENUM_CLASS(sym, word)	LC_CLASS_##sym,
#define LC_ENUM_STATE(sym, word)	LC_STATE_##sym,
#define LC_ENUM_CAUSE(sym, word)	LC_CAUSE_##sym,
#define LC_ENUM_BIRTH(sym, word)	LC_BIRTH_##sym,
#define LC_ENUM_OOM(sym, word)		LC_OOM_##sym,
#define LC_ENUM_TRIGGER(sym, word)	LC_TRIGGER_##sym,
#define LC_ENUM_SELECTION(sym, word)	LC_SELECTION_##sym,
#define LC_ENUM_ORIGIN(sym, word)	LC_ORIGIN_##sym,
#define LC_ENUM_RLIMIT(sym, word)	LC_RLIMIT_##sym,
#define LC_ENUM_REAP(sym, word)		LC_REAP_##sym,
#define LC_ENUM_EXIT_PHASE(sym, word)	LC_EXIT_PHASE_##sym,
#define LC_ENUM_KEPT(sym, word)		LC_KEPT_##sym,
#define LC_ENUM_BOUND(sym, word)	LC_BOUND_##sym,
#define LC_WORD(sym, word)		word,

enum lc_state { LC_STATES(LC_ENUM_STATE) LC_STATE_NR };
enum lc_cause { LC_CAUSES(LC_ENUM_CAUSE) LC_CAUSE_NR };
enum lc_birth { LC_BIRTHS(LC_ENUM_BIRTH) LC_BIRTH_NR };
enum lc_oom { LC_OOMS(LC_ENUM_OOM) LC_OOM_NR };
enum lc_trigger { LC_TRIGGERS(LC_ENUM_TRIGGER) LC_TRIGGER_NR };
enum lc_selection { LC_SELECTIONS(LC_ENUM_SELECTION) LC_SELECTION_NR };
enum lc_origin { LC_ORIGINS(LC_ENUM_ORIGIN) LC_ORIGIN_NR };
enum lc_rlimit { LC_RLIMITS(LC_ENUM_RLIMIT) LC_RLIMIT_NR };
enum lc_reap { LC_REAPS(LC_ENUM_REAP) LC_REAP_NR };
enum lc_exit_phase { LC_EXIT_PHASES(LC_ENUM_EXIT_PHASE) LC_EXIT_PHASE_NR };
enum lc_kept { LC_KEPTS(LC_ENUM_KEPT) LC_KEPT_NR };
enum lc_bound { LC_BOUNDS(LC_ENUM_BOUND) LC_BOUND_NR, LC_BOUND_NONE = LC_BOUND_NR };
enum lc_class { LC_CLASSES(LC_ENUM_CLASS) LC_CLASS_NR };

#endif /* LC_WORDS_H */
