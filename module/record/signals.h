/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Signals of a process: their counts, the newest that would end it, the newest that
 * stopped it and the newest that continued it.
 */
#ifndef LC_SIGNALS_H
#define LC_SIGNALS_H

#include <linux/signal.h>

#include "record/record.h"

/**
 * struct lc_generated - a signal that is generated
 * @sig: signal number
 * @origin: origin of the signal
 * @code: si_code
 * @fault_address: si_addr of a fault, else 0
 * @nondumpable: the user of the process may not ptrace it
 * @group: the signal is for the whole process
 * @ignored: the kernel discards it
 * @queued: it is new: the same signal was not already pending
 * @no_siginfo: there was no memory to queue its siginfo
 * @task: target, a thread that may dequeue it
 */
struct lc_generated {
	int sig;
	enum lc_origin origin;
	int code;
	u64 fault_address;
	bool nondumpable;
	bool group;
	bool ignored;
	bool queued;
	bool no_siginfo;
	struct task_struct *task;
};

void lc_signals_before_wakeup(struct task_struct *task);
void lc_signals_generated(const struct lc_generated *s);
void lc_signals_delivered(int sig, const struct k_sigaction *action);

void lc_signals_de_thread(struct lc_task *rec, struct lc_task *old,
			  const struct lc_facts *from);

/**
 * lc_signals_from_task() - check whether a signal was sent by a task, which is current
 * @origin: origin of the signal
 *
 * Context: Any context.
 * Return: true if a task sent the signal.
 */
static inline bool lc_signals_from_task(enum lc_origin origin)
{
	return origin == LC_ORIGIN_USER || origin == LC_ORIGIN_SELF ||
	       origin == LC_ORIGIN_PDEATHSIG;
}

#endif /* LC_SIGNALS_H */
