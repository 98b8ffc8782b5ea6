// SPDX-License-Identifier: GPL-2.0
/*
 * On a panic the newest deaths and the youngest living tasks are printed to the kernel log,
 * so that pstore or a serial console keeps them.
 *
 * The other CPUs are stopped, wherever they were. No lock is taken and nothing is waited for;
 * what another CPU was writing at that moment may be printed wrong.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/notifier.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "base/clock.h"
#include "record/actor.h"
#include "record/history.h"
#include "record/place.h"
#include "record/stats.h"
#include "record/table.h"
#include "view/panic.h"

static const char * const cause_words[] = { LC_CAUSES(LC_WORD) };
static const char * const state_words[] = { LC_STATES(LC_WORD) };

static unsigned int lines;

/* For "%llu.%06llu": seconds, on the same clock as the log's timestamps. */
static u64 split_us(u64 ns, u64 *us)
{
	u64 rest_ns;
	u64 seconds = div64_u64_rem(ns, NSEC_PER_SEC, &rest_ns);

	*us = div_u64(rest_ns, NSEC_PER_USEC);
	return seconds;
}

/* A command name, for "%*pE": a task chooses its own, and could forge log lines. */
#define NAME(comm) (int)strnlen(comm, TASK_COMM_LEN), (comm)

static void print_death(const struct lc_death *dead)
{
	const struct lc_signal *signal = &dead->facts.signal;
	int sig = dead->status & 0x7f;
	char how[64];
	u64 us, seconds = split_us(dead->facts.died_ns ?: dead->reaped_ns, &us);

	if (!sig)
		scnprintf(how, sizeof(how), "status %d", dead->status >> 8);
	else if (signal->sig == sig && signal->sender)
		scnprintf(how, sizeof(how), "signal %d from %*pE[%d]", sig,
			  NAME(signal->sender->comm), signal->sender->pid.nr[0]);
	else
		scnprintf(how, sizeof(how), "signal %d", sig);
	pr_emerg("died %llu.%06llu: %*pE[%d] parent %d uid %u %s, %s\n", seconds, us,
		 NAME(dead->comm), dead->id.pid.nr[0], dead->parent.nr[0],
		 __kuid_val(dead->uid), cause_words[dead->cause], how);
}

/* The newest deaths, newest first. Only the panicking CPU uses it. */
static const struct lc_death *newest[LC_PANIC_LINES_MAX];

static void print_deaths(unsigned int room)
{
	unsigned int n = lc_history_peek(newest, room);

	while (n--)
		print_death(newest[n]);
}

static void print_living(const struct lc_task *rec)
{
	const struct task_struct *task = rec->task;
	u64 us, seconds = split_us(rec->facts.account.born_ns, &us);

	pr_emerg("born %llu.%06llu: %*pE[%d] process %d %s on CPU %u\n", seconds, us,
		 NAME(task->comm), task->pid, task->tgid,
		 state_words[rec->facts.account.state], task_cpu(task));
}

/* The youngest tasks so far, youngest first. Only the panicking CPU uses it. */
static const struct lc_task *youngest[LC_PANIC_LINES_MAX / 4];

/* Most tasks are older than all that are kept, and cost one comparison. */
static unsigned int keep_youngest(const struct lc_task *rec, unsigned int kept,
				  unsigned int room)
{
	u64 born_ns = rec->facts.account.born_ns;
	unsigned int at = kept;

	while (at && youngest[at - 1]->facts.account.born_ns < born_ns)
		at--;
	if (at == room)
		return kept;
	kept = min(kept + 1, room);
	memmove(&youngest[at + 1], &youngest[at], (kept - at - 1) * sizeof(*youngest));
	youngest[at] = rec;
	return kept;
}

/* There may be millions of tasks, so the table is walked once. */
static void print_youngest(unsigned int room)
{
	unsigned int slot, i, kept = 0;

	for (slot = 0; slot < lc_table_slots(); slot++) {
		const struct lc_task *rec = lc_table_at(slot);

		if (rec && room)
			kept = keep_youngest(rec, kept, room);
	}
	for (i = 0; i < kept; i++)
		print_living(youngest[i]);
}

static int panic_notify(struct notifier_block *block, unsigned long event, void *message)
{
	unsigned int deaths = lines - lines / 4;

	rcu_read_lock();
	pr_emerg("the newest of %llu deaths, and the youngest of %u tasks:\n",
		 lc_places_newest(), lc_table_living());
	print_deaths(deaths);
	print_youngest(lines - deaths);
	rcu_read_unlock();
	return NOTIFY_DONE;
}

static struct notifier_block notifier = { .notifier_call = panic_notify };

/**
 * lc_panic_init() - register for a panic
 * @most: number of lines to print at most, 0 for none
 *
 * Context: process.
 */
void lc_panic_init(unsigned int most)
{
	lines = most;
	if (lines)
		atomic_notifier_chain_register(&panic_notifier_list, &notifier);
}

/**
 * lc_panic_exit() - unregister
 *
 * Context: process.
 */
void lc_panic_exit(void)
{
	if (lines)
		atomic_notifier_chain_unregister(&panic_notifier_list, &notifier);
}
