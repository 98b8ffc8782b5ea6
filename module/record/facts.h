/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The facts of a task, alive or dead: those parts of a record that outlive it.
 *
 * Facts of a process as a whole are kept with its leader. If an exec makes another
 * thread the leader, they move to that thread.
 */
#ifndef LC_FACTS_H
#define LC_FACTS_H

#include <linux/atomic.h>
#include <linux/sched.h>
#include <linux/uidgid.h>

#include "base/account.h"
#include "base/nspid.h"
#include "base/session.h"

struct lc_actor;
struct lc_exec_path;
struct lc_program;

/**
 * struct lc_signal - a signal for a process
 * @sender: process that sent it, NULL if the kernel did or the sender is not known
 * @sig: signal number, 0 if there is none
 * @origin: an enum lc_origin
 * @state: state of the target when it was sent, an enum lc_state
 * @guard: who may see @fault_address, an enum lc_guard
 * @no_siginfo: the kernel had no memory for its siginfo, and delivers an empty one
 * @sender_lost: it came from a process that could not be kept, or an earlier one of
 *		 this number may have come first and could not be kept
 * @rlimit: limit that was reached, an enum lc_rlimit
 * @no_frame: it replaces a fault whose handler could not run, for lack of a stack
 * @code: si_code
 * @pid: si_pid as the process sees it, by which the signal is known again
 * @sent_ns: time at which it was sent, 0 if not known
 * @taken_ns: time at which a handler took it, or at which the core that it caused had been
 *	      dumped, else 0
 * @fault_address: address of a fault
 * @thread: thread of the process that caused the signal, by a fault or by sending it;
 *	    all zeros if none did
 */
struct lc_signal {
	struct lc_actor *sender;
	u8 sig;
	u8 origin;
	u8 state;
	u8 guard : 2;
	u8 no_siginfo : 1;
	u8 sender_lost : 1;
	u8 rlimit : 2;
	u8 no_frame : 1;
	s32 code;
	pid_t pid;
	u64 sent_ns;
	u64 taken_ns;
	u64 fault_address;
	struct lc_nspid thread;
};

/**
 * struct lc_effect - a signal that stopped or continued a process, or that it ignored
 * @sent_ns: time at which it was sent, 0 if none was
 * @sender: process that sent it, NULL if the kernel did or it is not known
 * @sig: signal number
 * @origin: an enum lc_origin
 */
struct lc_effect {
	u64 sent_ns;
	struct lc_actor *sender;
	u8 sig;
	u8 origin;
};

/**
 * struct lc_fault - a fault that a handler took
 * @taken_ns: time at which it did, 0 if there was none
 * @address: faulting address
 * @code: si_code
 * @sig: signal number
 * @guard: who may see @address, an enum lc_guard
 */
struct lc_fault {
	u64 taken_ns;
	u64 address;
	s32 code;
	u8 sig;
	u8 guard;
};

/**
 * struct lc_signal_counts - counts of a task's signals
 * @sent: signals sent by the task
 * @received: signals queued for it; those for a whole process are counted with its leader
 * @handled: signals delivered to a handler
 * @ignored: signals discarded because they are ignored
 * @blocked: those of @received that were blocked when they were queued
 */
struct lc_signal_counts {
	u32 sent;
	u32 received;
	u32 handled;
	u32 ignored;
	u32 blocked;
};

/**
 * struct lc_dead_threads - sums over the reaped threads of a process
 * @run_ns: time on a CPU
 * @runnable_ns: time waiting for a CPU
 * @switches_voluntary: as counted by the kernel
 * @switches_involuntary: likewise
 * @last_ns: time at which the last of them was reaped, 0 if none was
 * @threads: number of these threads
 */
struct lc_dead_threads {
	u64 run_ns;
	u64 runnable_ns;
	u64 switches_voluntary;
	u64 switches_involuntary;
	u64 last_ns;
	u32 threads;
};

/**
 * struct lc_orphan - the newest reparenting of a process whose parent died
 * @ns: time, 0 if it never happened
 * @parent: parent that died
 * @adopter: new parent
 */
struct lc_orphan {
	u64 ns;
	struct lc_actor *parent;
	struct lc_actor *adopter;
};

/**
 * struct lc_tracing - the tracer of a task that has ended
 * @left_ns: time at which it let the zombie go, to the task's parent; 0 if it did not
 * @tracer: the tracer, NULL if no process traced the task at its end
 */
struct lc_tracing {
	u64 left_ns;
	struct lc_actor *tracer;
};

/**
 * struct lc_children - counts of a process's children
 * @reap_max_ns: longest time for which the process could have waited for a child before
 *		 it did
 * @reap_sum_ns: sum of these times
 * @born: children created; counted without the lock
 * @reaped: children that the process waited for
 * @auto_reaped: children reaped without a wait
 */
struct lc_children {
	u64 reap_max_ns;
	u64 reap_sum_ns;
	atomic_t born;
	u32 reaped;
	u32 auto_reaped;
};

#define LC_EXEC_SEARCH_BITS 18

/**
 * union lc_exec_error - why an exec failed, and who may see that; copied as one
 * @err: errno, 0 if none has failed
 * @guard: who might look into the process then, an enum lc_guard
 * @search: hash of the address of its arguments, see exec.c
 * @uid: UID with which the task accessed files then; if it has another one now, @guard is void
 * @all: all of these
 */
union lc_exec_error {
	struct {
		u32 err : 12;
		u32 guard : 2;
		u32 search : LC_EXEC_SEARCH_BITS;
		kuid_t uid;
	};
	u64 all;
};

/**
 * struct lc_facts - the facts of a task, alive or dead
 * @account: time in each state, written by the scheduler hooks
 * @dead_threads: sums over its dead threads; kept with the leader, as are @orphan to @cont
 * @orphan: newest reparenting
 * @children: counts of its children
 * @tracing: tracer at its end; of this task alone, and likewise written under the lock
 * @signal: signal that ends it, proven to be the one that took effect
 * @handled: newest signal that a handler took, and that would have ended it otherwise;
 *	     only one that came from outside the process
 * @fault: newest fault that a handler took
 * @ignored: newest signal from outside that was ignored, and would have ended it
 * @stop: newest signal that stopped it
 * @cont: newest signal that continued it
 * @unlocked: marks the start of the fields written by the task itself, except for how
 *	      it was born
 * @birth_parent: parent process at birth
 * @died_ns: time at which it entered do_exit(), 0 before
 * @exec_ns: time of its newest exec, 0 if none
 * @exec_failed_ns: time of its newest failed exec, 0 if none
 * @fork_ns: time spent in copy_process()
 * @execs: number of execs
 * @forks: children and threads it created
 * @forks_failed: failed calls of copy_process()
 * @yields: calls of sched_yield()
 * @counts: counts of its signals; also written under siglock
 * @execs_failed: number of failed execs
 * @exec_error: why the newest of them failed
 * @birth: an enum lc_birth
 * @oom: an enum lc_oom, kept with the leader
 * @group_exit: its thread group had been told to exit when it died
 * @group_exec: it died because of another thread's exec
 * @seccomp: it died because of a system call that seccomp forbids, without a signal
 * @is_leader: it is the leader, or was until an exec
 * @guard: who might look into its process when it died, an enum lc_guard
 * @exit_initiator: thread that called exit_group(2), all zeros if none did; kept with the
 *		    leader
 * @terminal: controlling terminal at the newest exec of the process, or of the one that
 *	      forked it; kept with the leader
 * @oom_seq: number of the kill if the OOM killer killed it, see oom.h
 * @program: what it executes; NULL if unknown, and for threads
 * @exec_path: path of the failed exec that @exec_error is about, see exec_path.h; NULL if none is
 *	       known
 */
struct lc_facts {
	struct lc_account account;
	struct lc_dead_threads dead_threads;
	struct lc_orphan orphan;
	struct lc_children children;
	struct lc_tracing tracing;
	struct lc_signal signal;
	struct lc_signal handled;
	struct lc_fault fault;
	struct lc_effect ignored;
	struct lc_effect stop;
	struct lc_effect cont;
	struct {} unlocked;
	struct lc_nspid birth_parent;
	u64 died_ns;
	u64 exec_ns;
	u64 exec_failed_ns;
	union lc_exec_error exec_error;
	u64 fork_ns;
	u32 execs;
	u32 forks;
	u32 forks_failed;
	u32 yields;
	struct lc_signal_counts counts;
	u32 execs_failed;
	u8 birth;
	u8 oom;
	bool group_exit;
	bool group_exec;
	bool seccomp;
	bool is_leader;
	u8 guard;
	struct lc_nspid exit_initiator;
	union lc_terminal terminal;
	u64 oom_seq;
	struct lc_program *program;
	struct lc_exec_path *exec_path;
};

void lc_facts_hold(struct lc_facts *facts);
void lc_facts_drop(const struct lc_facts *facts);

#endif /* LC_FACTS_H */
