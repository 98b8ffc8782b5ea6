/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which task is meant, when it may be dead: its PIDs, and in which namespaces they are.
 *
 * A reference to its struct pid would keep its PID namespace. So PIDs are stored as
 * numbers, and a PID namespace by its inode number. That one is not reused before the
 * namespace is gone: a namespace with the same number that was there when the task was
 * born, and still is, is the same. See lc_access_pid().
 */
#ifndef LC_IDENTITY_H
#define LC_IDENTITY_H

#include "base/nspid.h"

/**
 * struct lc_identity - a task that may be dead
 * @born_ns: its start_time
 * @ns: inode numbers of its PID namespaces, outermost first; 0 beyond its own
 * @pid: its PIDs in them
 */
struct lc_identity {
	u64 born_ns;
	unsigned int ns[LC_NSPID_LEVELS];
	struct lc_nspid pid;
};

/**
 * lc_identity_set() - record which task is meant
 * @id: identity to set
 * @born_ns: start_time of the task
 * @pid: its struct pid
 *
 * Context: Any context, with a reference to @pid or under RCU.
 */
static inline void lc_identity_set(struct lc_identity *id, u64 born_ns, const struct pid *pid)
{
	unsigned int level;

	*id = (struct lc_identity) { .born_ns = born_ns };
	for (level = 0; level < LC_NSPID_LEVELS && level <= pid->level; level++) {
		id->ns[level] = pid->numbers[level].ns->ns.inum;
		id->pid.nr[level] = pid->numbers[level].nr;
	}
}

/**
 * lc_identity_is_process() - check whether a process is the one that is meant
 * @id: identity of a process
 * @task: a thread of the process to check
 *
 * An exec in another thread leaves both the PID and the start_time of the leader.
 *
 * Context: RCU read side.
 * Return: true if it is.
 */
static inline bool lc_identity_is_process(const struct lc_identity *id, struct task_struct *task)
{
	return id->pid.nr[0] == task_tgid_nr(task) &&
	       id->born_ns == READ_ONCE(task->group_leader)->start_time;
}

#endif /* LC_IDENTITY_H */
