// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/signal.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <trace/events/signal.h>

#include "probe.h"
#include "table.h"

/* Whether a signal, as things stand, ends the process that it is sent to. */
static bool is_fatal(int sig, struct task_struct *task)
{
	if (sig == SIGKILL)
		return true;
	if (sig_kernel_ignore(sig) || sig_kernel_stop(sig))
		return false;
	return task->sighand->action[sig - 1].sa.sa_handler == SIG_DFL;
}

/*
 * A parent that dies sends its children what they asked for with
 * PR_SET_PDEATHSIG. It does so past the point where it could call kill(2).
 */
static bool is_pdeathsig(int sig, const struct task_struct *task)
{
	return sig == task->pdeath_signal && current->flags & PF_EXITING;
}

/* The init of a pid namespace that dies kills whoever is left in it. */
static bool is_pidns_death(int sig)
{
	return sig == SIGKILL && current->flags & PF_EXITING &&
	       is_child_reaper(task_tgid(current));
}

static enum lc_origin origin_of(int sig, const struct kernel_siginfo *info,
				const struct task_struct *task)
{
	if (info == SEND_SIG_NOINFO)
		return is_pdeathsig(sig, task) ? LC_ORIGIN_PARENT : LC_ORIGIN_USER;
	if (info == SEND_SIG_PRIV)
		return is_pidns_death(sig) ? LC_ORIGIN_PIDNS : LC_ORIGIN_KERNEL;
	switch (info->si_code) {
	case SI_USER:
	case SI_QUEUE:
	case SI_TKILL:
		return LC_ORIGIN_USER;
	}
	return LC_ORIGIN_KERNEL;
}

static void note(struct lc_task *rec, int sig, struct kernel_siginfo *info,
		 struct task_struct *task)
{
	struct lc_signal *sent = &rec->facts.signal;

	raw_write_seqcount_begin(&rec->signal_seq);
	memset(sent, 0, sizeof(*sent));
	sent->sig = sig;
	sent->origin = origin_of(sig, info, task);
	sent->self = same_thread_group(current, task);
	if (sent->origin == LC_ORIGIN_USER || sent->origin == LC_ORIGIN_PARENT) {
		lc_who_set(&sent->who, task_tgid(current), task_pid(task));
		strscpy(sent->comm, current->comm, sizeof(sent->comm));
		sent->uid = current_uid();
	}
	raw_write_seqcount_end(&rec->signal_seq);
}

/**
 * probe_signal_generate() - a signal is on its way
 * @data: unused
 * @sig: the signal
 * @info: its siginfo, or one of the special constants
 * @task: the target
 * @group: whether it is for the whole process
 * @result: what the kernel did with it, TRACE_SIGNAL_*
 *
 * Only here is the sender known: it is current. Kept is the last signal that
 * would end the process. One that comes after the process is doomed is dropped
 * by the kernel, which @result says; the others replace what was kept.
 *
 * Context: signal_generate, in the sender, the target's siglock held; the target
 * cannot take up the signal before that is released. On PREEMPT_RT preemption
 * may be on.
 */
void probe_signal_generate(void *data, int sig, struct kernel_siginfo *info,
			   struct task_struct *task, int group, int result)
{
	struct lc_task *rec;

	lc_probe_hit(signal_generate);
	if (result != TRACE_SIGNAL_DELIVERED && result != TRACE_SIGNAL_LOSE_INFO)
		return;
	if (!is_fatal(sig, task))
		return;
	preempt_disable();
	rcu_read_lock();
	rec = lc_table_leader(task);
	if (rec)
		note(rec, sig, info, task);
	rcu_read_unlock();
	preempt_enable();
}
