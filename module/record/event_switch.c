// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/sched/clock.h>
#include <linux/smp.h>

#include "record/event_make.h"
#include "record/event_switch.h"
#include "record/watch.h"

static DEFINE_MUTEX(lock);
static LIST_HEAD(wants);

/* What all readers ask for together. */
static u32 wanted_watches;
static u64 wanted_slow_ns = U64_MAX;

static void add_up(void)
{
	const struct lc_event_switch_want *want;
	u64 slow_ns = U64_MAX;
	u32 watches = 0;

	list_for_each_entry(want, &wants, link) {
		watches |= want->watches;
		slow_ns = min(slow_ns, want->slow_ns);
	}
	WRITE_ONCE(wanted_watches, watches);
	WRITE_ONCE(wanted_slow_ns, slow_ns);
}

static void set(struct lc_event_switch_want *want, u32 watches, u64 slow_ns)
{
	want->watches = watches;
	want->slow_ns = slow_ns;
	add_up();
}

/**
 * lc_event_switch_want() - ask for switches
 * @want: belongs to the reader
 * @watches: see struct lc_event_switch_want
 * @slow_ns: likewise
 *
 * Context: Process context. Pair with lc_event_switch_unwant().
 */
void lc_event_switch_want(struct lc_event_switch_want *want, u32 watches, u64 slow_ns)
{
	mutex_lock(&lock);
	list_add(&want->link, &wants);
	set(want, watches, slow_ns);
	mutex_unlock(&lock);
}

/**
 * lc_event_switch_rewant() - ask for others instead
 * @want: belongs to the reader
 * @watches: see struct lc_event_switch_want
 * @slow_ns: likewise
 *
 * Context: Process context.
 */
void lc_event_switch_rewant(struct lc_event_switch_want *want, u32 watches, u64 slow_ns)
{
	mutex_lock(&lock);
	set(want, watches, slow_ns);
	mutex_unlock(&lock);
}

/**
 * lc_event_switch_unwant() - cease to ask
 * @want: belongs to the reader
 *
 * Context: Process context.
 */
void lc_event_switch_unwant(struct lc_event_switch_want *want)
{
	mutex_lock(&lock);
	list_del(&want->link);
	add_up();
	mutex_unlock(&lock);
}

/* The other task of the switch, unless that is the idle task. */
static void set_other(struct lc_event_full *full, struct task_struct *other, struct pid *pid)
{
	struct lc_event *event = &full->event;

	if (!other->pid)
		return;
	event->by_pid = other->pid;
	event->by_uid = __task_cred(other)->uid;
	lc_nspid_comm(event->by_comm, other);
	if (unlikely(event->has_ns))
		lc_nspid_set(&full->ns.by, READ_ONCE(other->thread_pid), pid);
}

static void make(struct lc_event_full *full, enum lc_event_kind kind, const struct lc_task *rec,
		 struct task_struct *task, struct task_struct *other)
{
	struct pid *pid = READ_ONCE(task->thread_pid);

	lc_event_make(full, kind, task, pid, lc_watch_of(rec));
	full->event.code = raw_smp_processor_id();
	set_other(full, other, pid);
}

static noinline void add_out(struct lc_task *rec, struct task_struct *prev,
			     struct task_struct *next)
{
	struct lc_event_full full lc_compat_uninitialized;

	rcu_read_lock();
	make(&full, LC_EVENT_OFF_CPU, rec, prev, next);
	full.event.word = rec->facts.account.state;
	lc_event_add(&lc_event_switches, &full, NULL);
	rcu_read_unlock();
}

static bool is_watched(const struct lc_task *rec)
{
	return lc_watch_of(rec) & READ_ONCE(wanted_watches);
}

/*
 * The wait for the CPU, which the kernel adds to its sum after this. A preempted task has waited
 * during its whole stay off the CPU. The kernel's clock of a queue is this CPU's.
 */
static u64 wait_of(const struct lc_account *account, const struct task_struct *task)
{
	u64 since = task->sched_info.last_queued, now, wait_ns;

	if (account->off_state == LC_STATE_RUNNABLE)
		return account->off_ns;
	wait_ns = task->sched_info.run_delay - account->waited_ns;
	now = local_clock();
	if (since && now > since)
		wait_ns += now - since;
	return min(wait_ns, account->off_ns);
}

static noinline void add_in(struct lc_event_ring *ring, struct lc_task *rec,
			    struct task_struct *next, struct task_struct *prev, u64 wait_ns)
{
	struct lc_event_full full lc_compat_uninitialized;

	rcu_read_lock();
	make(&full, LC_EVENT_ON_CPU, rec, next, prev);
	full.event.value = wait_ns;
	lc_event_add(ring, &full, NULL);
	rcu_read_unlock();
}

static void switch_in(struct lc_task *rec, struct task_struct *next, struct task_struct *prev)
{
	const u64 slow_ns = READ_ONCE(wanted_slow_ns);
	const bool watched = is_watched(rec);
	u64 wait_ns;

	/* Few stay away for so long, and only of these the wait is looked for. */
	if (!watched && rec->facts.account.off_ns < slow_ns)
		return;
	wait_ns = wait_of(&rec->facts.account, next);
	if (watched)
		add_in(&lc_event_switches, rec, next, prev, wait_ns);
	if (wait_ns >= slow_ns)
		add_in(&lc_event_waits, rec, next, prev, wait_ns);
}

/**
 * lc_event_switch() - add a switch, as far as it is wanted
 * @out: record of the task that leaves its CPU, where the switch is accounted, or NULL
 * @prev: the task
 * @in: record of the task that gets the CPU, likewise
 * @next: the task
 *
 * Context: sched_switch, interrupts off, run-queue lock held.
 */
void lc_event_switch(struct lc_task *out, struct task_struct *prev, struct lc_task *in,
		     struct task_struct *next)
{
	if (out && is_watched(out))
		add_out(out, prev, next);
	if (in)
		switch_in(in, next, prev);
}
