/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is kept of signals: how many, the last that would end the process, the
 * last that stopped it and the last that continued it.
 */
#ifndef LC_SIGNALS_H
#define LC_SIGNALS_H

#include <linux/signal.h>

#include "record/record.h"

/**
 * struct lc_generated - a signal on its way
 * @sig: which
 * @origin: where it comes from
 * @code: si_code
 * @fault_address: si_addr of a fault, else 0
 * @nondumpable: it is of a process that its user may not look into
 * @group: it is for the whole process
 * @ignored: the kernel throws it away
 * @queued: it is new: the same was not on its way already
 * @no_siginfo: there was no memory to list it with its siginfo
 * @task: the target, a thread that may take it up
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
 * lc_signals_from_task() - whether a task sent it, which is current
 * @origin: where it comes from
 */
static inline bool lc_signals_from_task(enum lc_origin origin)
{
	return origin == LC_ORIGIN_USER || origin == LC_ORIGIN_SELF ||
	       origin == LC_ORIGIN_PDEATHSIG;
}

#endif /* LC_SIGNALS_H */
