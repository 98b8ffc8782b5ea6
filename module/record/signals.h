/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Signals of a process: their counts, the one that ends it, and the newest that stopped
 * it, that continued it, that a handler took, that was ignored.
 *
 * What is sent is not yet what happens: a signal can be blocked, dequeued by
 * sigwaitinfo(2), ignored, changed by a tracer, cancelled. So a sent signal is only kept
 * (sent.c) until the kernel shows that it took effect (delivery.c).
 */
#ifndef LC_SIGNALS_H
#define LC_SIGNALS_H

#include <linux/signal.h>

#include "record/record.h"

/**
 * struct lc_generated - a signal that is generated
 * @sig: signal number
 * @origin: origin of the signal
 * @sender: task that sent it or caused it; NULL if none did, or if it is not known
 * @rlimit: limit that was reached
 * @code: si_code
 * @pid: si_pid, as the target will see it; 0 if there is none
 * @fault_address: si_addr of a fault, else 0
 * @guard: who may see @fault_address, an enum lc_guard
 * @group: the signal is for the whole process
 * @ignored: the kernel discards it
 * @queued: it is new: the same signal was not already pending
 * @no_siginfo: there was no memory to queue its siginfo
 * @requeued: it was sent before, and a stop by its tracer came between
 * @no_frame: it replaces one whose handler could not run, for lack of a stack
 * @task: target, a thread that may dequeue it
 */
struct lc_generated {
	int sig;
	enum lc_origin origin;
	struct task_struct *sender;
	enum lc_rlimit rlimit;
	int code;
	pid_t pid;
	u64 fault_address;
	u8 guard;
	bool group;
	bool ignored;
	bool queued;
	bool no_siginfo;
	bool requeued;
	bool no_frame;
	struct task_struct *task;
};

/* sent.c */
void lc_sent_before_wakeup(struct task_struct *task);
void lc_sent_generated(const struct lc_generated *s);
bool lc_sent_take(struct lc_task *leader, int sig, const struct kernel_siginfo *info,
		  struct lc_signal *signal);

/* delivery.c */
void lc_delivery_seen(int sig, const struct kernel_siginfo *info,
		      const struct k_sigaction *action);

/* signals.c */
void lc_signals_set(struct lc_task *leader, struct lc_signal *place, struct lc_signal *signal);
void lc_signals_set_effect(struct lc_task *leader, struct lc_effect *place,
			   struct lc_effect *effect);
void lc_signals_faulted(struct lc_task *leader, const struct lc_signal *signal);
void lc_signals_dumped_core(struct lc_task *leader);
void lc_signals_stopping(struct lc_task *leader, const struct lc_task *thread,
			 struct lc_signal *signal);
void lc_signals_continued(struct lc_task *leader, struct lc_effect *cont);
bool lc_signals_has_stopped(const struct lc_task *leader);
void lc_signals_thread_gone(struct lc_task *leader, const struct task_struct *thread);
void lc_signals_de_thread(struct lc_task *rec, struct lc_task *old, struct lc_facts *from);

/**
 * lc_signals_from_outside() - check whether somebody other than the process is behind a signal
 * @origin: origin of the signal
 *
 * Context: Any context.
 * Return: true for a signal of another process, or of the terminal.
 */
static inline bool lc_signals_from_outside(enum lc_origin origin)
{
	switch (origin) {
	case LC_ORIGIN_USER:
	case LC_ORIGIN_PDEATHSIG:
	case LC_ORIGIN_TERMINAL:
	case LC_ORIGIN_TRACER:
	case LC_ORIGIN_MQUEUE:
	case LC_ORIGIN_CHILD:
	case LC_ORIGIN_ORPHAN:
	case LC_ORIGIN_SYSRQ:
		return true;
	default:
		return false;
	}
}

#endif /* LC_SIGNALS_H */
