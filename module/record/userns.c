// SPDX-License-Identifier: GPL-2.0
#include <linux/irq_work.h>
#include <linux/rcupdate.h>
#include <linux/workqueue.h>

#include "base/access.h"
#include "record/userns.h"

/*
 * The worker runs so long after a death. A task's credentials are freed some grace periods
 * after its end, and a namespace may be held by an open file. So while there are namespaces
 * in use it looks again, ever less often.
 */
#define SOON_MS 10
#define LATE_MS 2000

/* References that it drops in one run, after one grace period. */
#define DROPS 256

static void sweep(struct work_struct *work);
static DECLARE_DELAYED_WORK(sweeping, sweep);

/* Only the worker uses these: the references, where it goes on, and when. */
static struct user_namespace *drops[DROPS];
static unsigned int next_chain;
static unsigned int delay_ms;

static bool announced;
static struct irq_work death_came;

/* Work cannot be queued in a probe, which may hold a lock that waking a worker takes. */
static void queue_sweep(struct irq_work *work)
{
	mod_delayed_work(system_long_wq, &sweeping, msecs_to_jiffies(SOON_MS));
}

/* Further deaths do not put the worker off. The barrier of xchg() pairs with sweep(). */
static void announce(void)
{
	if (!xchg(&announced, true))
		irq_work_queue(&death_came);
}

/* Return: number of references to drop. */
static unsigned int collect(void)
{
	struct user_namespace *gone;
	unsigned int chains, n = 0;

	for (chains = 0; chains < LC_USERNS_CHAINS && n < DROPS; chains++) {
		while (n < DROPS && (gone = lc_userns_entry_collapse(next_chain)))
			drops[n++] = gone;
		next_chain = (next_chain + 1) % LC_USERNS_CHAINS;
		cond_resched();
	}
	return n;
}

static void sweep(struct work_struct *work)
{
	bool is_soon = xchg(&announced, false);
	unsigned int n = collect();
	bool is_full = n == DROPS;

	delay_ms = n || is_soon ? SOON_MS : min(2 * delay_ms, (unsigned int)LATE_MS);
	if (n)
		/* Readers use a namespace until the end of their read side. */
		synchronize_rcu();
	while (n)
		put_user_ns(drops[--n]);
	if (lc_userns_entry_live())
		queue_delayed_work(system_long_wq, &sweeping,
				   is_full ? 0 : msecs_to_jiffies(delay_ms));
}

/**
 * lc_userns_get_slowpath() - take a reference to the entry of a user namespace
 * @ns: the namespace, not the initial one
 *
 * Context: see lc_userns_get().
 * Return: as there.
 */
struct lc_userns *lc_userns_get_slowpath(struct user_namespace *ns)
{
	struct lc_userns *userns = lc_userns_entry_get(ns);

	announce();
	return userns;
}

/**
 * lc_userns_locate() - determine where a dead task's user namespace is, or was
 * @userns: its entry, or NULL
 * @subject: receives the namespace; if that is gone the nearest one around it that is not,
 *	     and the owner of the outermost one that is gone
 *
 * Context: RCU read side, in which @userns was found. The namespace is valid until its end.
 */
void lc_userns_locate(const struct lc_userns *userns, struct lc_subject *subject)
{
	const struct lc_userns *parent;

	subject->ns_gone = false;
	for (; userns; userns = parent) {
		/* Pairs with collapse(). */
		subject->user_ns = smp_load_acquire(&userns->ns);
		if (subject->user_ns)
			return;
		/* The owner is read after the parent. Pairs with lift_child(). */
		parent = smp_load_acquire(&userns->parent);
		subject->ns_owner = READ_ONCE(userns->owner);
		subject->ns_gone = true;
	}
	subject->user_ns = &init_user_ns;
}

/**
 * lc_userns_init() - set up the worker, and allocate entries in reserve
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_userns_init(void)
{
	init_irq_work(&death_came, queue_sweep);
	return lc_userns_entry_init();
}

/**
 * lc_userns_exit() - stop the worker, and free the reserve
 *
 * Context: Process context. No hook is attached, and none of the dead is left.
 */
void lc_userns_exit(void)
{
	irq_work_sync(&death_came);
	cancel_delayed_work_sync(&sweeping);
	lc_userns_entry_exit();
}
