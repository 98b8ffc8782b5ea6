/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The account of one task: its state, since when it is in that state, and how
 * long and how often it has been in each state. It consists of integers only: no
 * locks, no clock, no kernel structures. The same file is unit-tested in userspace.
 *
 * The account needs one event only, the switch. The scheduler already keeps the
 * total time that a task has waited for a CPU (sched_info.run_delay, the second
 * number in /proc/PID/schedstat). The caller passes it in. It splits the time off
 * the CPU into the wait for an event and the wait for a CPU. The split is made
 * when the task leaves the CPU again, since the kernel has added the wait by then.
 */
#ifndef LC_ACCOUNT_H
#define LC_ACCOUNT_H

#ifdef __KERNEL__
#include <linux/bitops.h>
#include <linux/types.h>
#else
#include <stdbool.h>
#include <stdint.h>
typedef uint64_t u64;
typedef uint32_t u32;
typedef int64_t s64;
typedef uint8_t u8;
#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)
static inline unsigned long __fls(unsigned long x)
{
	return 63 - __builtin_clzl(x);
}
#endif

#include "uapi/words.h"

/* States that time is spent in. None is spent in LC_STATE_DEAD. */
#define LC_STATES_TIMED	LC_STATE_DEAD

/**
 * struct lc_prev_task - the task that had the CPU another task waited for
 * @pid: PID in the initial PID namespace, 0 if no task had the CPU
 * @comm: name
 */
struct lc_prev_task {
	int pid;
	char comm[16];
};

/**
 * struct lc_account - a task's time in each state
 * @since_ns: time of the last switch, or of birth
 * @off_ns: while the task runs: length of the preceding stay off the CPU, if not yet split
 * @waited_ns: the kernel's sum of the task's waits for a CPU, as of the last split
 * @state: state since @since_ns, an enum lc_state
 * @off_state: while the task runs: state in which @off_ns was spent; LC_STATE_DEAD if
 *	       there is nothing to split
 * @entries: number of times each state was entered; for LC_STATE_RUNNABLE only by
 *	     preemption, see lc_account_settle()
 * @ns: time spent in each state; the sum of these, plus @off_ns while it is not yet
 *	split, is always @since_ns - @born_ns
 * @born_ns: time of birth
 * @first_run_ns: time of the first run on a CPU; 0 before it, or if the birth was not seen
 * @switches_voluntary: the kernel's own count at the last switch off a CPU; copied
 *			here so that it is from the same moment as the rest
 * @switches_involuntary: likewise
 * @throttled_ns: part of the waits for a CPU in which the task's group was throttled; not
 *		  written here, see record/throttle.h
 * @latency_max_ns: longest wait for a CPU
 * @latency_max_at_ns: end of that wait
 * @latency_max_prev: task that had the CPU during that wait
 * @prev: task that ran before the current run of this one; set if the wait for this
 *	   run may turn out to be the longest
 * @latency_hist: number of waits for a CPU by length, see lc_account_bucket()
 *
 * Counts saturate instead of wrapping: a task that switches 100,000 times a second
 * reaches the largest value in half a day.
 *
 * Times are nanoseconds of one clock. The clocks of two CPUs may differ by some
 * nanoseconds. A time before @since_ns is taken as @since_ns: no time is counted
 * twice or lost.
 */
struct lc_account {
	u64 since_ns;
	u64 off_ns;
	u64 waited_ns;
	u8 state;
	u8 off_state;
	u32 entries[LC_STATES_TIMED];
	u64 ns[LC_STATES_TIMED];
	u64 born_ns;
	u64 first_run_ns;
	u64 switches_voluntary;
	u64 switches_involuntary;
	u64 throttled_ns;
	u64 latency_max_ns;
	u64 latency_max_at_ns;
	u32 latency_hist[LC_LATENCY_BUCKETS];
	struct lc_prev_task latency_max_prev;
	struct lc_prev_task prev;
};

/**
 * struct lc_wait - a completed wait for a CPU
 * @ns: length of the wait
 * @bucket: its histogram bucket
 */
struct lc_wait {
	u64 ns;
	unsigned int bucket;
};

/**
 * struct lc_queue - what the kernel knows of a task's waits for a CPU
 * @waited_ns: sum of the completed waits
 * @waiting_ns: length of the current wait so far, 0 if the task is not waiting
 */
struct lc_queue {
	u64 waited_ns;
	u64 waiting_ns;
};

void lc_account_open(struct lc_account *a, enum lc_state state, u64 born_ns,
		     u64 waited_ns);
void lc_account_on_slowpath(struct lc_account *a);
u64 lc_account_settle(struct lc_account *a, u64 now_ns, const struct lc_queue *queue);
u64 lc_account_wakeups(const struct lc_account *a);
u64 lc_account_zombie_ns(const struct lc_account *a, u64 now_ns);

/**
 * lc_account_count() - increment a saturating counter
 * @count: counter that must not wrap
 *
 * Context: Any context, with no other writer of @count.
 */
static __always_inline void lc_account_count(u32 *count)
{
	/* Add 1, and subtract the carry: compilers need three times as much code. */
	asm("addl $1, %0\n\tsbbl $0, %0" : "+m" (*count) : : "cc");
}

/**
 * lc_account_bucket() - find the histogram bucket of a wait
 * @ns: length of the wait
 *
 * Context: Any context.
 * Return: 0 to LC_LATENCY_BUCKETS - 1.
 */
static inline unsigned int lc_account_bucket(u64 ns)
{
	/* Bucket 0 has all that is shorter than bit LC_LATENCY_SHIFT. */
	unsigned int bit = __fls(ns | 1ULL << (LC_LATENCY_SHIFT - 1));
	unsigned int bucket = bit - (LC_LATENCY_SHIFT - 1);

	return bucket < LC_LATENCY_BUCKETS ? bucket : LC_LATENCY_BUCKETS - 1;
}

/**
 * lc_account_split() - split the last stay off the CPU
 * @a: account of a running task whose last stay is not yet split
 * @waited_ns: the kernel's sum of its waits for a CPU, including the last one
 *
 * A preempted task has waited for a CPU during its whole stay. The kernel does not
 * count that if the task was preempted on its way to sleep.
 *
 * Context: Any context, with no other writer of @a.
 * Return: the wait for a CPU at the end of the stay.
 */
static inline struct lc_wait lc_account_split(struct lc_account *a, u64 waited_ns)
{
	u64 wait_ns = waited_ns - a->waited_ns;
	unsigned int bucket;

	if (a->off_state == LC_STATE_RUNNABLE || wait_ns > a->off_ns)
		wait_ns = a->off_ns;
	a->ns[a->off_state] += a->off_ns - wait_ns;
	a->ns[LC_STATE_RUNNABLE] += wait_ns;
	a->off_state = LC_STATE_DEAD;
	bucket = lc_account_bucket(wait_ns);
	lc_account_count(&a->latency_hist[bucket]);
	if (wait_ns > a->latency_max_ns) {
		a->latency_max_ns = wait_ns;
		a->latency_max_at_ns = a->since_ns;
		a->latency_max_prev = a->prev;
	}
	return (struct lc_wait) { wait_ns, bucket };
}

/**
 * lc_account_off() - account a switch off the CPU
 * @a: account of the task
 * @state: state that the task enters
 * @now_ns: time of the switch
 * @waited_ns: the kernel's sum of the task's waits for a CPU
 * @wait: receives the last of these waits
 *
 * Context: Any context, with no other writer of @a.
 * Return: true if the run began with a wait for a CPU; only then @wait is set.
 */
static inline bool lc_account_off(struct lc_account *a, enum lc_state state,
				  u64 now_ns, u64 waited_ns, struct lc_wait *wait)
{
	bool split = a->off_state != LC_STATE_DEAD;

	if (split)
		*wait = lc_account_split(a, waited_ns);
	a->waited_ns = waited_ns;
	if (likely(now_ns > a->since_ns)) {
		a->ns[a->state] += now_ns - a->since_ns;
		a->since_ns = now_ns;
	}
	a->state = state;
	lc_account_count(&a->entries[state]);
	return split;
}

/**
 * lc_account_on() - account a switch onto a CPU
 * @a: account of the task
 * @now_ns: time of the switch
 *
 * Context: Any context, with no other writer of @a.
 * Return: true if this wait may turn out to be the task's longest; the caller then
 * fills in @a->prev.
 */
static inline bool lc_account_on(struct lc_account *a, u64 now_ns)
{
	u64 off_ns = now_ns - a->since_ns;

	if (unlikely((s64)off_ns < 0))
		off_ns = 0;
	a->since_ns += off_ns;
	if (unlikely(a->state <= LC_STATE_RUNNING))
		lc_account_on_slowpath(a);
	a->off_ns = off_ns;
	a->off_state = a->state;
	a->state = LC_STATE_RUNNING;
	lc_account_count(&a->entries[LC_STATE_RUNNING]);
	return off_ns > a->latency_max_ns;
}

#endif /* LC_ACCOUNT_H */
