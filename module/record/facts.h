/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is known of a task, alive or dead: the parts of a record that outlive it.
 *
 * Facts of a process as a whole are kept with its leader, and move on when an
 * exec by another thread makes that the leader.
 */
#ifndef LC_FACTS_H
#define LC_FACTS_H

#include <linux/atomic.h>
#include <linux/sched.h>
#include <linux/uidgid.h>

#include "base/account.h"
#include "base/nspid.h"

/* Room for a path; of a longer one the end is kept. */
#define LC_PATH_LEN 64

/* Likewise for a cgroup's, which is kept with the dead: container runtimes make long ones. */
#define LC_CGROUP_LEN 128

/**
 * struct lc_sender - who sent a signal
 * @pid: the process, all zeros if the kernel made the signal
 * @comm: its name
 * @uid: its real uid
 */
struct lc_sender {
	struct lc_nspid pid;
	char comm[TASK_COMM_LEN];
	kuid_t uid;
};

/**
 * struct lc_signal - the fatal signal last seen on its way to a process
 * @sender: who sent it
 * @sig: the signal, 0 if none was seen
 * @origin: an enum lc_origin
 * @state: the state that the target was in, an enum lc_state
 * @nondumpable: its user may not look into the process, so not see @fault_address
 * @code: si_code
 * @sent_ns: when
 * @fault_address: of a fault
 * @thread: of the process, if one brought it about: by a fault, by sending it
 * @parent: the sender's parent process
 * @parent_comm: its name
 */
struct lc_signal {
	struct lc_sender sender;
	u8 sig;
	u8 origin;
	u8 state;
	bool nondumpable;
	s32 code;
	u64 sent_ns;
	u64 fault_address;
	struct lc_nspid thread;
	struct lc_nspid parent;
	char parent_comm[TASK_COMM_LEN];
};

/**
 * struct lc_stop - the last signal that stopped, or continued, a process
 * @sent_ns: when it was sent, 0 if never
 * @sender: who sent it
 * @sig: which
 */
struct lc_stop {
	u64 sent_ns;
	struct lc_sender sender;
	u32 sig;
};

/**
 * struct lc_signal_counts - signals of a task
 * @sent: by it
 * @received: queued for it; for a process as a whole with its leader
 * @handled: delivered to a handler
 * @ignored: thrown away for being ignored
 * @blocked: of @received, those that were blocked then
 */
struct lc_signal_counts {
	u32 sent;
	u32 received;
	u32 handled;
	u32 ignored;
	u32 blocked;
};

/**
 * struct lc_dead_threads - what the reaped threads of a process had used
 * @run_ns: time on a CPU
 * @runnable_ns: time waiting for one
 * @switches_voluntary: as the kernel counted
 * @switches_involuntary: likewise
 * @last_ns: when the last of them was reaped, 0 if none was
 * @threads: how many they were
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
 * struct lc_orphan - how a process lost its parent and got another
 * @ns: when, 0 if it has not; the last time counts
 * @parent: who died
 * @adopter: who got it
 * @parent_comm: name of the former
 * @adopter_comm: name of the latter
 */
struct lc_orphan {
	u64 ns;
	struct lc_nspid parent;
	struct lc_nspid adopter;
	char parent_comm[TASK_COMM_LEN];
	char adopter_comm[TASK_COMM_LEN];
};

/**
 * struct lc_children - a process as a parent
 * @reap_max_ns: how long a child could have been waited for before it was, at most
 * @reap_sum_ns: of all of them
 * @born: children that it made; counted without the lock
 * @reaped: children that it waited for
 * @auto_reaped: children that went without that
 */
struct lc_children {
	u64 reap_max_ns;
	u64 reap_sum_ns;
	atomic_t born;
	u32 reaped;
	u32 auto_reaped;
};

/**
 * struct lc_facts - what is known of a task, alive or dead
 * @account: its states, written by the scheduler hooks
 * @dead_threads: its dead threads, kept with the leader like all of these
 * @orphan: its last change of parents
 * @children: its children
 * @signal: the signal that ends it
 * @stop: the last that stopped it
 * @cont: the last that continued it
 * @unlocked: what follows is written by the task itself, but for how it was born
 * @birth_parent: the parent process at birth
 * @died_ns: when it entered do_exit(), 0 before
 * @exec_ns: when it last executed a program, 0 if never
 * @fork_ns: time it spent in copy_process()
 * @execs: how often it executed one
 * @forks: children and threads it created
 * @forks_failed: how often copy_process() failed for it
 * @yields: calls of sched_yield()
 * @counts: its signals; written under siglock too
 * @birth: an enum lc_birth
 * @oom: an enum lc_oom, kept with the leader
 * @group_exit: its group had been told to exit when it died
 * @group_exec: another thread's exec made it die
 * @seccomp: it died for a system call that seccomp forbids, without a signal
 * @is_leader: it is, or was until an exec, the leader
 * @exit_initiator: the thread that called exit_group(2), all zeros if none has; kept with
 *	   the leader, like the rest
 * @oom_seq: number of the kill, if the OOM killer took it; see oom.h
 * @exe: the program, as it was executed; empty if not known
 */
struct lc_facts {
	struct lc_account account;
	struct lc_dead_threads dead_threads;
	struct lc_orphan orphan;
	struct lc_children children;
	struct lc_signal signal;
	struct lc_stop stop;
	struct lc_stop cont;
	struct {} unlocked;
	struct lc_nspid birth_parent;
	u64 died_ns;
	u64 exec_ns;
	u64 fork_ns;
	u32 execs;
	u32 forks;
	u32 forks_failed;
	u32 yields;
	struct lc_signal_counts counts;
	u8 birth;
	u8 oom;
	bool group_exit;
	bool group_exec;
	bool seccomp;
	bool is_leader;
	struct lc_nspid exit_initiator;
	u64 oom_seq;
	char exe[LC_PATH_LEN];
};

#endif /* LC_FACTS_H */
