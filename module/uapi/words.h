/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * What the module and its readers share: the version of the text format and
 * the words that stand in it. Lists are given as X(SYMBOL, "word"), so that
 * an enumeration and its names cannot drift apart. Entries are appended,
 * never reordered; a change of meaning raises LC_FORMAT.
 */
#ifndef LC_UAPI_H
#define LC_UAPI_H

#define LC_FORMAT 2

/*
 * Waits for a CPU are counted by length: bucket 0 has those of less than
 * 1024 ns, bucket n those of 2^(n+9) ns to less than 2^(n+10) ns, and the last
 * one all that were longer.
 */
#define LC_LATENCY_BUCKETS 22
#define LC_LATENCY_SHIFT 10

/*
 * States of a task. Every nanosecond between birth and reaping is spent in
 * exactly one of them, except DEAD, which only names the state of the dead.
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
 *   IDLE      kernel thread waiting for work, not load (I)
 *   FROZEN    held by the freezer, where the kernel tells
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
 *   EXITED     ended by itself with status 0
 *   FAILED     ended by itself with another status
 *   KILLED     a signal that somebody, or the kernel for somebody, sent
 *   CRASHED    a signal for a fault of its own (SEGV, BUS, ILL, FPE, TRAP,
 *              SYS, ABRT)
 *   OOM        the kernel's OOM killer, memory of the machine
 *   OOM_CGROUP the kernel's OOM killer, memory of a cgroup
 *   PDEATHSIG  the signal asked for with PR_SET_PDEATHSIG
 *   PIDNS      the init of its pid namespace died
 *   GROUP      a thread ended by the exit of its group
 *   EXEC       a thread ended by another thread's exec
 *   UNKNOWN    died by a signal whose sending was not seen
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

/* How a task was born; NONE: before the module was loaded. */
#define LC_BIRTHS(X)			\
	X(NONE, "-")			\
	X(FORK, "fork")			\
	X(VFORK, "vfork")		\
	X(THREAD, "thread")		\
	X(KTHREAD, "kthread")		\
	X(IOWORKER, "ioworker")

/* Whose memory ran out when the OOM killer chose this task. */
#define LC_OOMS(X)			\
	X(NONE, "-")			\
	X(GLOBAL, "global")		\
	X(CGROUP, "cgroup")

/*
 * Where a signal came from.
 *
 *   NONE       no signal
 *   USER       another process sent it, by kill(2) and the like
 *   SELF       the process sent it to itself
 *   PDEATHSIG  its parent died, and it had asked for a signal then
 *   PIDNS      the init of its pid namespace died
 *   OOM        the kernel's OOM killer
 *   FAULT      the CPU, for what the process did
 *   SECCOMP    a system call that a seccomp filter forbids
 *   TIMER      alarm(2), setitimer(2), timer_create(2)
 *   RLIMIT     it came to a limit of CPU time or of a file's size
 *   TERMINAL   a key, a hang-up, an orphaned process group
 *   PIPE       it wrote to a pipe or socket that nobody reads
 *   KERNEL     the kernel, for something else
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
	X(KERNEL, "kernel")

/*
 * How the dead were let go.
 *
 *   NONE     not reaped, or not known
 *   WAITED   somebody waited for it
 *   IGNORED  its parent does not want to know: SIGCHLD ignored, SA_NOCLDWAIT
 *   THREAD   a thread, which lets itself go
 *   TRACER   a thread that its tracer had held on to, or a process whose tracer
 *            was the last to know
 *   EXEC     the old leader of a process in which another thread executed
 */
#define LC_REAPS(X)			\
	X(NONE, "-")			\
	X(WAITED, "waited")		\
	X(IGNORED, "ignored")		\
	X(THREAD, "thread")		\
	X(TRACER, "tracer")		\
	X(EXEC, "exec")

/*
 * Classes that waits for a CPU are totalled by: what decides over a task's turn.
 * STOP are the per-CPU threads that preempt everything.
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
#define LC_ENUM_ORIGIN(sym, word)	LC_ORIGIN_##sym,
#define LC_ENUM_REAP(sym, word)		LC_REAP_##sym,
#define LC_WORD(sym, word)		word,

enum lc_state { LC_STATES(LC_ENUM_STATE) LC_STATE_NR };
enum lc_cause { LC_CAUSES(LC_ENUM_CAUSE) LC_CAUSE_NR };
enum lc_birth { LC_BIRTHS(LC_ENUM_BIRTH) LC_BIRTH_NR };
enum lc_oom { LC_OOMS(LC_ENUM_OOM) LC_OOM_NR };
enum lc_origin { LC_ORIGINS(LC_ENUM_ORIGIN) LC_ORIGIN_NR };
enum lc_reap { LC_REAPS(LC_ENUM_REAP) LC_REAP_NR };
enum lc_class { LC_CLASSES(LC_ENUM_CLASS) LC_CLASS_NR };

#endif /* LC_UAPI_H */
