/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The number of another task, as the pid namespaces of the record's own task
 * knew it.
 *
 * Numbers, not a reference to a struct pid: the sender of a signal is noted in
 * contexts where, on PREEMPT_RT, the note it replaces could not be dropped.
 */
#ifndef LC_WHO_H
#define LC_WHO_H

#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched.h>
#include <linux/string.h>

/*
 * How deep a nest of pid namespaces is told apart: the machine's own, and three
 * of containers in containers. A reader below that sees 0 for another task.
 */
#define LC_WHO_LEVELS 4

/**
 * struct lc_who - a task's numbers
 * @nr: in the record's pid namespace at each level, outermost first; 0 where
 *	that namespace does not know the task
 */
struct lc_who {
	pid_t nr[LC_WHO_LEVELS];
};

/**
 * lc_who_set() - note a task's numbers
 * @who: what to fill
 * @pid: whom to note; NULL gives all zeros
 * @chain: a pid of the record's task, whose namespaces count
 *
 * Context: any, under rcu_read_lock() or with references to both.
 */
static inline void lc_who_set(struct lc_who *who, struct pid *pid, struct pid *chain)
{
	unsigned int level;

	/* By far the most are in no namespace but the machine's own. */
	if (chain && !chain->level) {
		*who = (struct lc_who) { { pid_nr(pid) } };
		return;
	}
	for (level = 0; level < LC_WHO_LEVELS; level++)
		who->nr[level] = chain && level <= chain->level ?
			pid_nr_ns(pid, chain->numbers[level].ns) : 0;
}

/**
 * lc_who_comm() - note a task's name
 * @comm: where to, TASK_COMM_LEN long
 * @task: the task
 *
 * prctl(2) may change it meanwhile, which no lock can be taken against here: it may
 * be half of one name and half of another, but its last byte is always 0.
 *
 * Context: any, with the task's structure held.
 */
static __always_inline void lc_who_comm(char *comm, const struct task_struct *task)
{
	data_race(memcpy(comm, task->comm, TASK_COMM_LEN));
}

/**
 * lc_who_nr() - the number that a reader knows the task by
 * @who: the numbers; @ns must be one of the record's pid namespaces
 * @ns: the reader's pid namespace
 */
static inline pid_t lc_who_nr(const struct lc_who *who, const struct pid_namespace *ns)
{
	return ns->level < LC_WHO_LEVELS ? who->nr[ns->level] : 0;
}

#endif /* LC_WHO_H */
