/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who did something to another process: sent a signal, died and left it an orphan,
 * adopted it. What is kept of an actor outlives it, and is what it was at that moment.
 *
 * Many records can refer to one actor, each with a reference: a shell that kills a
 * thousand processes is kept once. Its own record remembers it until it changes.
 */
#ifndef LC_ACTOR_H
#define LC_ACTOR_H

#include <linux/pid_namespace.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/uidgid.h>

#include "base/nspid.h"
#include "record/facts.h"

/**
 * struct lc_actor - a task that acted, and its process
 * @refs: references; readers need none in an RCU read side
 * @rcu: frees it a grace period after the last reference
 * @ns: inode numbers of its PID namespaces, outermost first. A number is not reused
 *	while a namespace in which both were alive exists, so it tells namespaces apart
 * @pid: its process
 * @tid: the thread that acted
 * @parent: the process's parent at birth
 * @parent_died: that parent had died
 * @comm: name of the process: that of its leader
 * @thread_comm: name of the thread
 * @parent_comm: name of @parent, empty if not known
 * @uid: real UID
 * @loginuid: login UID (audit), or invalid
 * @start_ns: birth of the process
 * @exec_ns: the thread's last exec, by which a change is noticed
 * @cgroup_id: likewise, ID of its cgroup
 * @cgroup: that cgroup, with a reference; NULL if unknown
 * @program: its program, NULL if unknown
 */
struct lc_actor {
	refcount_t refs;
	struct rcu_head rcu;
	unsigned int ns[LC_NSPID_LEVELS];
	struct lc_nspid pid;
	struct lc_nspid tid;
	struct lc_nspid parent;
	bool parent_died;
	char comm[TASK_COMM_LEN];
	char thread_comm[TASK_COMM_LEN];
	char parent_comm[TASK_COMM_LEN];
	kuid_t uid;
	kuid_t loginuid;
	u64 start_ns;
	u64 exec_ns;
	u64 cgroup_id;
	struct lc_cgroup *cgroup;
	struct lc_program *program;
};

/* Places where facts refer to actors. */
#define LC_ACTOR_PLACES 8

/**
 * struct lc_actor_refs - references that were taken out of facts
 * @at: one for each place, or NULL
 */
struct lc_actor_refs {
	struct lc_actor *at[LC_ACTOR_PLACES];
};

int lc_actor_init(unsigned int most);
void lc_actor_resize(unsigned int most);
void lc_actor_exit(void);

struct lc_actor *lc_actor_get(struct task_struct *task);
bool lc_actor_hold(struct lc_actor *actor);
void lc_actor_put(struct lc_actor *actor);
void lc_actor_hold_all(struct lc_facts *facts);
void lc_actor_take_all(struct lc_facts *facts, struct lc_actor_refs *refs);
void lc_actor_put_all(const struct lc_actor_refs *refs);
void lc_actor_drop_all(const struct lc_facts *facts);

pid_t lc_actor_nr(const struct lc_actor *actor, const struct lc_nspid *who,
		  const struct pid_namespace *ns);

unsigned int lc_actor_kept(void);
u64 lc_actor_lost(void);
size_t lc_actor_memory(void);

#endif /* LC_ACTOR_H */
