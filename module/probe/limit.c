// SPDX-License-Identifier: GPL-2.0
/* Which resource limit a process has reached when the kernel signals it. */
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/signal.h>
#include <linux/time64.h>

#include "probe/limit.h"
#include "record/signals.h"

/* The soft limit sends SIGXCPU, the hard limit kills. */
static unsigned long limit_of(const struct lc_generated *s, int resource)
{
	return s->sig == SIGKILL ? task_rlimit_max(s->task, resource) :
				   task_rlimit(s->task, resource);
}

/* In microseconds; the kernel counts ticks of a real-time thread that does not sleep. */
static bool reached_rttime(const struct lc_generated *s)
{
	unsigned long limit = limit_of(s, RLIMIT_RTTIME);

	return limit != RLIM_INFINITY &&
	       current->rt.timeout * (USEC_PER_SEC / HZ) >= limit;
}

/* In seconds. The sums are those that the kernel has compared with the limit. */
static bool reached_cpu(const struct lc_generated *s)
{
	const struct task_cputime_atomic *used =
		&s->task->signal->cputimer.cputime_atomic;
	unsigned long limit = limit_of(s, RLIMIT_CPU);

	return limit != RLIM_INFINITY &&
	       atomic64_read(&used->utime) + atomic64_read(&used->stime) >=
	       (u64)limit * NSEC_PER_SEC;
}

/**
 * lc_limit_reached() - determine which limit a signal of the kernel is for
 * @s: SIGXFSZ, or a signal that the kernel sends when it checks CPU time
 *
 * The kernel raises the soft limit only after it has sent the signal. It checks RTTIME
 * before CPU.
 *
 * Context: In the process itself, its siglock held.
 * Return: LC_RLIMIT_NONE if it has reached none.
 */
enum lc_rlimit lc_limit_reached(const struct lc_generated *s)
{
	if (s->sig == SIGXFSZ)
		return task_rlimit(s->task, RLIMIT_FSIZE) == RLIM_INFINITY ?
		       LC_RLIMIT_NONE : LC_RLIMIT_FSIZE;
	if ((s->sig != SIGXCPU && s->sig != SIGKILL) || !same_thread_group(current, s->task))
		return LC_RLIMIT_NONE;
	if (reached_rttime(s))
		return LC_RLIMIT_RTTIME;
	return reached_cpu(s) ? LC_RLIMIT_CPU : LC_RLIMIT_NONE;
}
