/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The PID of another task, in each PID namespace of the task that a record is about.
 *
 * Numbers are stored, not a reference to a struct pid: the sender of a signal is
 * recorded in contexts where, on PREEMPT_RT, the reference of the sender before it
 * could not be dropped.
 */
#ifndef LC_WHO_H
#define LC_WHO_H

#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched.h>
#include <linux/string.h>

/*
 * Number of nested PID namespaces that are distinguished: the initial one, and three
 * levels of containers in containers. A reader in a deeper one sees 0 for another task.
 */
#define LC_WHO_LEVELS 4

/**
 * struct lc_who - PIDs of a task
 * @nr: PID in the record's PID namespace at each level, outermost first; 0 where the
 *	task has no PID in that namespace
 */
struct lc_who {
	pid_t nr[LC_WHO_LEVELS];
};

/**
 * lc_who_set() - record the PIDs of a task
 * @who: PIDs to set
 * @pid: struct pid of the task; NULL gives all zeros
 * @chain: struct pid of the record's task, which selects the namespaces; NULL gives
 *	   all zeros
 *
 * Context: Any context, under rcu_read_lock() or with references to both.
 */
static inline void lc_who_set(struct lc_who *who, struct pid *pid, struct pid *chain)
{
	unsigned int level;

	/* Most tasks are in the initial namespace only. */
	if (chain && !chain->level) {
		*who = (struct lc_who) { { pid_nr(pid) } };
		return;
	}
	for (level = 0; level < LC_WHO_LEVELS; level++)
		who->nr[level] = chain && level <= chain->level ?
			pid_nr_ns(pid, chain->numbers[level].ns) : 0;
}

/**
 * lc_who_comm() - copy the name of a task
 * @comm: destination, TASK_COMM_LEN bytes
 * @task: task
 *
 * prctl(2) may change the name concurrently. No lock against that can be taken
 * here. The copy may mix the old and the new name, but its last byte is always 0.
 *
 * Context: Any context, with the task_struct pinned.
 */
static __always_inline void lc_who_comm(char *comm, const struct task_struct *task)
{
	data_race(memcpy(comm, task->comm, TASK_COMM_LEN));
}

/**
 * lc_who_nr() - get the PID of a task in the reader's PID namespace
 * @who: PIDs of the task
 * @ns: PID namespace of the reader; must be one of the record's PID namespaces
 *
 * Context: Any context.
 * Return: the PID; 0 if the task has none in @ns, or @ns is nested too deep.
 */
static inline pid_t lc_who_nr(const struct lc_who *who, const struct pid_namespace *ns)
{
	return ns->level < LC_WHO_LEVELS ? who->nr[ns->level] : 0;
}

#endif /* LC_WHO_H */
