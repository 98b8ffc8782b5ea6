// SPDX-License-Identifier: GPL-2.0
/* Signals: their generation and delivery. */
#include <linux/sched/signal.h>
#include <linux/signal.h>
#include <trace/events/signal.h>

#include "base/guard.h"
#include "probe/origin.h"
#include "probe/probe.h"
#include "record/event_signal.h"
#include "record/oom.h"
#include "record/signals.h"
#include "record/silence.h"

static int code_of(const struct kernel_siginfo *info)
{
	if (info == SEND_SIG_NOINFO)
		return SI_USER;
	return info == SEND_SIG_PRIV ? SI_KERNEL : info->si_code;
}

/* One of the constants that stand for a siginfo. */
static bool is_special(const struct kernel_siginfo *info)
{
	return info == SEND_SIG_NOINFO || info == SEND_SIG_PRIV;
}

/*
 * After its tracer has let it go on, a task sends itself the signal that it had dequeued
 * if it blocks that now. The siginfo still names the sender.
 */
static bool is_requeued(const struct kernel_siginfo *info, struct task_struct *task)
{
	return in_task() && task == current && current->ptrace && !is_special(info) &&
	       (info->si_code == SI_USER || info->si_code == SI_QUEUE ||
		info->si_code == SI_TKILL) &&
	       info->si_pid != task_tgid_vnr(current);
}

/* The si_pid that the target will see. */
static pid_t pid_of(const struct kernel_siginfo *info, struct task_struct *task)
{
	if (info == SEND_SIG_NOINFO)
		return in_task() ? task_tgid_nr_ns(current, task_active_pid_ns(task)) : 0;
	return info == SEND_SIG_PRIV ? 0 : info->si_pid;
}

/* What becomes of a signal that is not queued. */
static enum lc_outcome outcome_of(int result)
{
	switch (result) {
	case TRACE_SIGNAL_IGNORED:
		return LC_OUTCOME_IGNORED;
	case TRACE_SIGNAL_ALREADY_PENDING:
		return LC_OUTCOME_MERGED;
	default:
		return LC_OUTCOME_DROPPED;
	}
}

/**
 * probe_complete_signal() - record what a signal's target is doing, before its wakeup
 * @task: the target, or a thread of it
 *
 * Context: entry of the function, in the sender, the target's siglock held.
 */
void probe_complete_signal(struct task_struct *task)
{
	lc_probe_hit(complete_signal);
	lc_silence_hit(LC_WATCHED_complete_signal);
	rcu_read_lock();
	lc_sent_before_wakeup(task);
	rcu_read_unlock();
}

/**
 * probe_signal_generate() - record that a signal is generated
 * @data: unused
 * @sig: signal number
 * @info: siginfo of the signal, or one of the special constants
 * @task: target
 * @group: whether the signal is for the whole process
 * @result: what the kernel did with the signal, TRACE_SIGNAL_*
 *
 * Context: signal_generate, in the sender, the target's siglock held. On PREEMPT_RT
 * preemption may be enabled.
 */
void probe_signal_generate(void *data, int sig, struct kernel_siginfo *info,
			   struct task_struct *task, int group, int result)
{
	struct lc_generated s = {
		.sig = sig,
		.code = code_of(info),
		.group = group,
		.ignored = result == TRACE_SIGNAL_IGNORED,
		.queued = result == TRACE_SIGNAL_DELIVERED ||
			  result == TRACE_SIGNAL_LOSE_INFO,
		.no_siginfo = result == TRACE_SIGNAL_LOSE_INFO,
		.requeued = is_requeued(info, task),
		.task = task,
	};

	lc_probe_hit(signal_generate);
	preempt_disable();
	rcu_read_lock();
	s.pid = pid_of(info, task);
	lc_origin_decide(&s, info);
	if (s.origin == LC_ORIGIN_FAULT) {
		s.fault_address = (unsigned long)info->si_addr;
		s.guard = task == current ? lc_guard_of(task, LC_GUARD_MACHINE) :
					    LC_GUARD_MACHINE;
	}
	if (s.origin == LC_ORIGIN_OOM)
		lc_oom_killed(task, s.queued);
	else if (sig == SIGKILL && s.origin == LC_ORIGIN_USER && s.sender)
		lc_oom_also_killed(task, s.sender);
	if (lc_event_wanted())
		lc_event_signal_sent(&s, outcome_of(result));
	lc_sent_generated(&s);
	rcu_read_unlock();
	preempt_enable();
}

/**
 * probe_signal_deliver() - record that a signal is delivered
 * @data: unused
 * @sig: signal number
 * @info: its siginfo, or one of the special constants
 * @action: disposition of the signal in the process
 *
 * Context: signal_deliver, in the target, its siglock held. On PREEMPT_RT preemption
 * may be enabled.
 */
void probe_signal_deliver(void *data, int sig, struct kernel_siginfo *info,
			  struct k_sigaction *action)
{
	lc_probe_hit(signal_deliver);
	/* A process that has been told to exit: which signal did it was seen before. */
	if (is_special(info))
		return;
	preempt_disable();
	rcu_read_lock();
	lc_delivery_seen(sig, info, action);
	rcu_read_unlock();
	preempt_enable();
}
