// SPDX-License-Identifier: GPL-2.0
/*
 * Signals: their origin and delivery. The sender is known only when a signal is
 * generated: it is current, if a task sent the signal.
 */
#include <linux/sched/signal.h>
#include <linux/signal.h>
#include <trace/events/signal.h>

#include "base/syscall.h"
#include "probe/probe.h"
#include "record/oom.h"
#include "record/signals.h"

/*
 * An interrupt can hit any task: one that has been released and has no PID any more,
 * or one that is in oom_kill_process(). A signal sent by the interrupt does not come
 * from current. So in_task() is checked wherever current is used.
 */

/*
 * A dying parent sends its children the signal that they requested with
 * PR_SET_PDEATHSIG. At that point it can no longer call kill(2).
 */
static bool is_pdeathsig(int sig, struct task_struct *task)
{
	return sig == READ_ONCE(task->pdeath_signal) && current->flags & PF_EXITING;
}

/* The init of a PID namespace kills all remaining tasks in the namespace when it dies. */
static bool is_pidns_death(void)
{
	return current->flags & PF_EXITING && is_child_reaper(task_tgid(current));
}

/* The kernel kills a process that has used up its CPU time, in the process's own context. */
static bool is_cpu_limit(int sig, struct task_struct *task)
{
	const struct rlimit *limits = task->signal->rlim;
	bool is_rt = current->policy == SCHED_FIFO || current->policy == SCHED_RR;

	return sig == SIGKILL && same_thread_group(current, task) &&
	       (READ_ONCE(limits[RLIMIT_CPU].rlim_max) != RLIM_INFINITY ||
		(is_rt && READ_ONCE(limits[RLIMIT_RTTIME].rlim_max) != RLIM_INFINITY));
}

/* Signals that the kernel sends of its own accord, by number. _NSIG is a valid number. */
static const u8 kernel_origins[_NSIG + 1] = {
	[SIGALRM] = LC_ORIGIN_TIMER,
	[SIGVTALRM] = LC_ORIGIN_TIMER,
	[SIGPROF] = LC_ORIGIN_TIMER,
	[SIGXCPU] = LC_ORIGIN_RLIMIT,
	[SIGXFSZ] = LC_ORIGIN_RLIMIT,
	[SIGPIPE] = LC_ORIGIN_PIPE,
	[SIGHUP] = LC_ORIGIN_TERMINAL,
	[SIGINT] = LC_ORIGIN_TERMINAL,
	[SIGQUIT] = LC_ORIGIN_TERMINAL,
	[SIGTSTP] = LC_ORIGIN_TERMINAL,
	[SIGTTIN] = LC_ORIGIN_TERMINAL,
	[SIGTTOU] = LC_ORIGIN_TERMINAL,
	[SIGCONT] = LC_ORIGIN_TERMINAL,
	[SIGWINCH] = LC_ORIGIN_TERMINAL,
};

static enum lc_origin kernel_origin(int sig, struct task_struct *task)
{
	if (sig == SIGKILL && in_task()) {
		if (lc_oom_is_killing(current))
			return LC_ORIGIN_OOM;
		if (is_pidns_death())
			return LC_ORIGIN_PIDNS;
	}
	if (is_cpu_limit(sig, task))
		return LC_ORIGIN_RLIMIT;
	return kernel_origins[sig] ?: LC_ORIGIN_KERNEL;
}

static enum lc_origin task_origin(struct task_struct *task)
{
	return same_thread_group(current, task) ? LC_ORIGIN_SELF : LC_ORIGIN_USER;
}

/*
 * The signal carries no siginfo, only its number. The sender is a kernel function,
 * for which this is the equivalent of kill(2), or from 7.3 on kill(2) itself.
 */
static enum lc_origin bare_origin(int sig, struct task_struct *task)
{
	if (!in_task())
		return kernel_origin(sig, task);
	if (is_pdeathsig(sig, task))
		return LC_ORIGIN_PDEATHSIG;
	if (current == task && (sig == SIGPIPE || sig == SIGXFSZ) &&
	    !lc_syscall_is(current, kill))
		return kernel_origins[sig];
	return task_origin(task);
}

/* A dying task sends its parent the signal given to clone(2), whatever else it may mean. */
static bool is_exit_signal(const struct task_struct *task)
{
	return in_task() && current->flags & PF_EXITING && current != task;
}

static bool is_fault(int sig)
{
	return sig == SIGSEGV || sig == SIGBUS || sig == SIGILL || sig == SIGFPE ||
	       sig == SIGTRAP || sig == SIGSYS;
}

/*
 * A siginfo that a process built itself may claim any origin. The system call that
 * current is in is more reliable. The interrupt of a timer is in none.
 */
static bool is_forged(void)
{
	return in_task() && (lc_syscall_is(current, rt_sigqueueinfo) ||
			     lc_syscall_is(current, rt_tgsigqueueinfo) ||
			     lc_syscall_is(current, pidfd_send_signal));
}

static enum lc_origin info_origin(int sig, const struct kernel_siginfo *info,
				  struct task_struct *task)
{
	/* By far the most frequent case: a child has exited. */
	if (sig == SIGCHLD && info->si_code > 0)
		return LC_ORIGIN_KERNEL;
	switch (info->si_code) {
	case SI_USER:
	case SI_QUEUE:
	case SI_TKILL:
		return task_origin(task);
	}
	if (is_forged())
		return task_origin(task);
	if (info->si_code == SI_TIMER)
		return LC_ORIGIN_TIMER;
	if (sig == SIGSYS && info->si_code == SYS_SECCOMP)
		return LC_ORIGIN_SECCOMP;
	if (is_fault(sig) && info->si_code > 0)
		return is_exit_signal(task) ? task_origin(task) : LC_ORIGIN_FAULT;
	/* With a code of its own, a process chose the signal, for example with fcntl(2). */
	return info->si_code == SI_KERNEL ? kernel_origin(sig, task) : LC_ORIGIN_KERNEL;
}

static enum lc_origin origin_of(int sig, const struct kernel_siginfo *info,
				struct task_struct *task)
{
	if (info == SEND_SIG_NOINFO)
		return bare_origin(sig, task);
	if (info == SEND_SIG_PRIV)
		return kernel_origin(sig, task);
	return info_origin(sig, info, task);
}

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

/**
 * probe_complete_signal() - record what a signal's target is doing, before its wakeup
 * @kp: unused
 * @regs: arguments of the function
 *
 * Context: kprobe, in the sender, the target's siglock held.
 * Return: 0.
 */
int probe_complete_signal(struct kprobe *kp, struct pt_regs *regs)
{
	lc_probe_hit(complete_signal);
	rcu_read_lock();
	lc_sent_before_wakeup((void *)regs_get_kernel_argument(regs, 1));
	rcu_read_unlock();
	return 0;
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
	s.origin = origin_of(sig, info, task);
	if (s.origin == LC_ORIGIN_FAULT) {
		s.fault_address = (unsigned long)info->si_addr;
		s.nondumpable = task != current || !lc_compat_is_dumpable();
	}
	if (s.origin == LC_ORIGIN_OOM && s.queued)
		lc_oom_killed(task);
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
