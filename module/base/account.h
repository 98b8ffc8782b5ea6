/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The account of one task: which state it is in, since when, and how long and
 * how often it has been in each. Integers only: no locks, no clock, no kernel
 * structures, so that the same file is unit-tested in userspace.
 *
 * It is kept with one event only, the switch. How long a task has waited for a
 * CPU in all its life the scheduler knows anyway (sched_info.run_delay, the
 * second number in /proc/PID/schedstat). It is handed in, and splits the time
 * off the CPU into the wait for an event and the wait for a CPU: when the task
 * leaves the CPU again, since the kernel has added the wait up by then.
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
static inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}
#endif

#include "uapi/words.h"

/* States that take time; LC_STATE_DEAD takes none. */
#define LC_STATES_TIMED	LC_STATE_DEAD

/**
 * struct lc_ahead - who had the CPU that a task waited for
 * @pid: its number in the first pid namespace, 0 if nobody had it
 * @comm: its name
 */
struct lc_ahead {
	int pid;
	char comm[16];
};

/**
 * struct lc_account - a task's time, state by state
 * @since_ns: its last switch, or birth
 * @off_ns: while it runs: how long it was off the CPU before, not yet split
 * @waited_ns: the kernel's sum of its waits for a CPU, as of the last split
 * @state: its state since @since_ns, an enum lc_state
 * @off_state: while it runs: what @off_ns was spent in; LC_STATE_DEAD if there
 *	       is nothing to split
 * @entries: how often it entered each state; LC_STATE_RUNNABLE by preemption only,
 *	     see lc_account_settle()
 * @ns: time spent in each state; the sum of these, and of @off_ns while there is
 *	that to split, is always @since_ns - @born_ns
 * @born_ns: birth
 * @first_run_ns: first time on a CPU, 0 before or if the birth was not seen
 * @switches_voluntary: the kernel's own count at the last switch off a CPU; kept
 *			here, so that it is of the same moment as the rest
 * @switches_involuntary: likewise
 * @latency_max_ns: longest wait for a CPU
 * @latency_max_at_ns: when that ended
 * @preemptor: who ran then
 * @ahead: who ran before this task's present run, if the run may turn out to be
 *	   the one that was waited for longest
 * @latency_hist: waits for a CPU by length, see lc_account_bucket()
 *
 * Counts stop at their largest value rather than begin again at 0: a task that
 * switches 100,000 times a second comes to it in half a day.
 *
 * Points in time are nanoseconds of one clock. An instant that lies before
 * @since_ns (clocks of two CPUs need not agree to the last nanosecond) is taken
 * as @since_ns: no time is counted twice or lost.
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
	u64 latency_max_ns;
	u64 latency_max_at_ns;
	u32 latency_hist[LC_LATENCY_BUCKETS];
	struct lc_ahead preemptor;
	struct lc_ahead ahead;
};

/**
 * struct lc_wait - a wait for a CPU that has ended
 * @ns: how long
 * @bucket: where that belongs in a histogram
 */
struct lc_wait {
	u64 ns;
	unsigned int bucket;
};

/**
 * struct lc_queue - what the kernel knows of a task's waits for a CPU
 * @waited_ns: the sum of those that have ended
 * @waiting_ns: how long the present one has lasted, 0 if it is not waiting
 */
struct lc_queue {
	u64 waited_ns;
	u64 waiting_ns;
};

void lc_account_open(struct lc_account *a, enum lc_state state, u64 born_ns,
		     u64 waited_ns);
void lc_account_on_rare(struct lc_account *a);
u64 lc_account_settle(struct lc_account *a, u64 now_ns, const struct lc_queue *queue);
u64 lc_account_wakeups(const struct lc_account *a);
u64 lc_account_zombie_ns(const struct lc_account *a, u64 now_ns);

/**
 * lc_account_count() - count one more
 * @count: a count that is not to wrap
 */
static __always_inline void lc_account_count(u32 *count)
{
	/* One more, and back if that was 0: compilers take thrice as much. */
	asm("addl $1, %0\n\tsbbl $0, %0" : "+m" (*count) : : "cc");
}

/**
 * lc_account_bucket() - where a wait belongs in a histogram
 * @ns: how long
 *
 * Return: 0 to LC_LATENCY_BUCKETS - 1.
 */
static inline unsigned int lc_account_bucket(u64 ns)
{
	unsigned int bucket = fls(ns >> LC_LATENCY_SHIFT);

	if (ns >> (LC_LATENCY_SHIFT + LC_LATENCY_BUCKETS - 1))
		return LC_LATENCY_BUCKETS - 1;
	return bucket;
}

/**
 * lc_account_split() - divide the last stay off the CPU
 * @a: the account of a task that runs, with a stay to split
 * @waited_ns: the kernel's sum of its waits, which has the last one by now
 *
 * A task that was preempted waited all the while, also where the kernel does not
 * count it: when it was preempted on its way to sleep.
 *
 * Return: the wait for a CPU that the stay ended with.
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
		a->preemptor = a->ahead;
	}
	return (struct lc_wait) { wait_ns, bucket };
}

/**
 * lc_account_off() - the task leaves its CPU
 * @a: the account
 * @state: what for
 * @now_ns: when
 * @waited_ns: the kernel's sum of its waits for a CPU
 * @wait: receives the last of these
 *
 * Return: whether the run had begun with a wait for a CPU, which is in @wait then.
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
 * lc_account_on() - the task gets a CPU
 * @a: the account
 * @now_ns: when
 *
 * Return: whether its wait may turn out to be its longest; the caller then says
 * who was @a->ahead.
 */
static inline bool lc_account_on(struct lc_account *a, u64 now_ns)
{
	u64 off_ns = now_ns - a->since_ns;

	if (unlikely((s64)off_ns < 0))
		off_ns = 0;
	a->since_ns += off_ns;
	if (unlikely(a->state <= LC_STATE_RUNNING))
		lc_account_on_rare(a);
	a->off_ns = off_ns;
	a->off_state = a->state;
	a->state = LC_STATE_RUNNING;
	lc_account_count(&a->entries[LC_STATE_RUNNING]);
	return off_ns > a->latency_max_ns;
}

#endif /* LC_ACCOUNT_H */
