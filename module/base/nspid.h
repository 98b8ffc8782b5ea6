/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The PID of another task, in each PID namespace of the task that a record is about.
 *
 * Numbers are stored, not a reference to a struct pid: the sender of a signal is
 * recorded in contexts where, on PREEMPT_RT, the reference of the sender before it
 * could not be dropped.
 */
#ifndef LC_NSPID_H
#define LC_NSPID_H

#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched.h>
#include <linux/string.h>

/*
 * Number of nested PID namespaces that are distinguished: the initial one, and three
 * levels of containers in containers. A reader in a deeper one sees 0 for another task.
 */
#define LC_NSPID_LEVELS 4

/**
 * struct lc_nspid - PIDs of a task
 * @nr: PID in the record's PID namespace at each level, outermost first; 0 where the
 *	task has no PID in that namespace
 */
struct lc_nspid {
	pid_t nr[LC_NSPID_LEVELS];
};

/**
 * lc_nspid_set() - record the PIDs of a task
 * @who: PIDs to set
 * @pid: struct pid of the task; NULL gives all zeros
 * @chain: struct pid of the record's task, which selects the namespaces; NULL gives
 *	   all zeros
 *
 * Context: Any context, under rcu_read_lock() or with references to both.
 */
static inline void lc_nspid_set(struct lc_nspid *who, struct pid *pid, struct pid *chain)
{
	unsigned int level;

	/* Most tasks are in the initial namespace only. */
	if (chain && !chain->level) {
		*who = (struct lc_nspid) { { pid_nr(pid) } };
		return;
	}
	for (level = 0; level < LC_NSPID_LEVELS; level++)
		who->nr[level] = chain && level <= chain->level ?
			pid_nr_ns(pid, chain->numbers[level].ns) : 0;
}

/**
 * lc_nspid_comm() - copy the name of a task
 * @comm: destination, TASK_COMM_LEN bytes
 * @task: task
 *
 * prctl(2) may change the name concurrently. No lock against that can be taken
 * here. The copy may mix the old and the new name, but its last byte is always 0.
 *
 * Context: Any context, with the task_struct pinned.
 */
static __always_inline void lc_nspid_comm(char *comm, const struct task_struct *task)
{
	data_race(memcpy(comm, task->comm, TASK_COMM_LEN));
}

/**
 * lc_nspid_nr() - get the PID of a task in the reader's PID namespace
 * @who: PIDs of the task
 * @ns: PID namespace of the reader; must be one of the record's PID namespaces
 *
 * Context: Any context.
 * Return: the PID; 0 if the task has none in @ns, or @ns is nested too deep.
 */
static inline pid_t lc_nspid_nr(const struct lc_nspid *who, const struct pid_namespace *ns)
{
	return ns->level < LC_NSPID_LEVELS ? who->nr[ns->level] : 0;
}

#endif /* LC_NSPID_H */
