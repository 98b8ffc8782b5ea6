// SPDX-License-Identifier: GPL-2.0
/*
 * Decides where a signal comes from. A number proves nothing: any signal can be sent by
 * kill(2), a tracer, a BPF program, a file. What proves an origin is the siginfo, the state
 * of sender and target, current's system call and the function that sends.
 */
#include <linux/pid_namespace.h>
#include <linux/ptrace.h>
#include <linux/sched/signal.h>
#include <linux/signal.h>

#include "base/caller.h"
#include "base/syscall.h"
#include "probe/limit.h"
#include "probe/origin.h"
#include "record/decision.h"
#include "record/signals.h"

/*
 * An interrupt can hit any task: one that has been released and has no PID any more,
 * or one that is in out_of_memory(). A signal sent by the interrupt does not come
 * from current. So in_task() is checked wherever current is used.
 */

/* An origin with a sender. */
static enum lc_origin sent_by(struct lc_generated *s, struct task_struct *sender,
			      enum lc_origin origin)
{
	s->sender = sender;
	return origin;
}

/* An origin of current's, who may be the target. */
static enum lc_origin sent_by_current(struct lc_generated *s)
{
	return sent_by(s, current, same_thread_group(current, s->task) ?
		       LC_ORIGIN_SELF : LC_ORIGIN_USER);
}

/* Sent to the calling thread only, as the kernel does for what that thread did itself. */
static bool is_to_current(const struct lc_generated *s)
{
	return in_task() && current == s->task && !s->group;
}

/*
 * A dying parent sends its children the signal that they requested with
 * PR_SET_PDEATHSIG. At that point it can no longer call kill(2).
 */
static bool is_pdeathsig(const struct lc_generated *s)
{
	return current->flags & PF_EXITING && s->group && current != s->task &&
	       s->sig == READ_ONCE(s->task->pdeath_signal);
}

/* The init of a PID namespace kills all remaining tasks in the namespace when it dies. */
static bool is_pidns_death(const struct lc_generated *s)
{
	return current->flags & PF_EXITING && s->group && is_child_reaper(task_tgid(current));
}

/* A dying tracer kills those that it traces with PTRACE_O_EXITKILL. */
static bool is_exitkill(const struct lc_generated *s)
{
	return current->flags & PF_EXITING && !s->group && s->task->ptrace & PT_EXITKILL &&
	       rcu_access_pointer(s->task->parent) == current;
}

/* The kernel kills a child that is forked in a cgroup while that is being killed. */
static bool is_fork(void)
{
	return lc_syscall_is(current, clone) || lc_syscall_is(current, clone3) ||
	       lc_syscall_is(current, fork) || lc_syscall_is(current, vfork);
}

/* The tracer of the target has sent the signal; if it is gone by now, it has no name. */
static enum lc_origin sent_by_tracer(struct lc_generated *s)
{
	return sent_by(s, ptrace_parent(s->task), LC_ORIGIN_TRACER);
}

/*
 * send_sig() of a kernel function to the calling thread. kill(2) sends to a process, and
 * other system calls pass siginfo.
 */
static enum lc_origin bare_to_current(struct lc_generated *s)
{
	switch (s->sig) {
	case SIGPIPE:
		return LC_ORIGIN_PIPE;
	case SIGXFSZ:
		s->rlimit = lc_limit_reached(s);
		return s->rlimit ? LC_ORIGIN_RLIMIT : LC_ORIGIN_KERNEL;
	case SIGTRAP:
		/* At exec, for a tracer that has not set PTRACE_O_TRACEEXEC. */
		return current->ptrace ? sent_by_tracer(s) : LC_ORIGIN_KERNEL;
	case SIGKILL:
		break;
	default:
		return LC_ORIGIN_KERNEL;
	}
	switch (lc_caller_find()) {
	case LC_CALLER_APPARMOR:
		return LC_ORIGIN_LSM;
	case LC_CALLER_CGROUP:
		return sent_by_current(s);
	default:
		return LC_ORIGIN_KERNEL;
	}
}

/*
 * The signal carries no siginfo, only its number. The sender is a kernel function,
 * for which this is the equivalent of kill(2), or from 7.3 on kill(2) itself.
 */
static enum lc_origin bare_origin(struct lc_generated *s)
{
	/* A kernel thread works for a driver: it is nobody who kills. */
	if (!in_task() || current->flags & PF_KTHREAD)
		return LC_ORIGIN_KERNEL;
	if (is_to_current(s))
		return bare_to_current(s);
	if (is_pdeathsig(s))
		return sent_by(s, current, LC_ORIGIN_PDEATHSIG);
	if (s->sig == SIGKILL && lc_syscall_is(current, ptrace))
		return sent_by(s, current, LC_ORIGIN_TRACER);
	if (s->sig == SIGKILL && is_fork())
		return LC_ORIGIN_CGROUP;
	return sent_by_current(s);
}

/* Limits and timers of CPU time, checked in the process itself. */
static enum lc_origin cpu_timer_origin(struct lc_generated *s)
{
	if (s->sig == SIGPROF || s->sig == SIGVTALRM)
		return LC_ORIGIN_TIMER;
	s->rlimit = lc_limit_reached(s);
	if (s->rlimit)
		return LC_ORIGIN_RLIMIT;
	return s->sig == SIGXCPU && s->task->policy == SCHED_DEADLINE ?
	       LC_ORIGIN_DEADLINE : LC_ORIGIN_KERNEL;
}

/* The kernel sends the signal of its own accord: what remains is decided by who calls. */
static enum lc_origin called_origin(struct lc_generated *s)
{
	struct task_struct *sender = in_task() && !(current->flags & PF_KTHREAD) ? current : NULL;

	switch (lc_caller_find()) {
	case LC_CALLER_BPF:
		return LC_ORIGIN_BPF;
	case LC_CALLER_TERMINAL:
		return LC_ORIGIN_TERMINAL;
	case LC_CALLER_ORPHAN:
		return sent_by(s, sender, LC_ORIGIN_ORPHAN);
	case LC_CALLER_CPU_TIMERS:
		return cpu_timer_origin(s);
	case LC_CALLER_ITIMER:
		return LC_ORIGIN_TIMER;
	case LC_CALLER_SYSRQ:
		return sent_by(s, sender, LC_ORIGIN_SYSRQ);
	case LC_CALLER_REBOOT:
		return sent_by(s, sender, LC_ORIGIN_REBOOT);
	case LC_CALLER_SIGIO:
		return LC_ORIGIN_SIGIO;
	case LC_CALLER_HWPOISON:
		return LC_ORIGIN_HWPOISON;
	case LC_CALLER_APPARMOR:
	case LC_CALLER_CGROUP:
	case LC_CALLER_SIGNAL_FRAME:
	case LC_CALLER_NONE:
		break;
	}
	/* A tracer's signal, injected at the entry or exit of a system call. */
	return is_to_current(s) ? sent_by_tracer(s) : LC_ORIGIN_KERNEL;
}

/* SEND_SIG_PRIV: the kernel sends a number. */
static enum lc_origin kernel_origin(struct lc_generated *s)
{
	if (!in_task())
		return called_origin(s);
	if (s->sig == SIGKILL) {
		if (lc_decision_is_by(current))
			return LC_ORIGIN_OOM;
		if (is_exitkill(s))
			return sent_by(s, current, LC_ORIGIN_TRACER);
		if (is_pidns_death(s))
			return LC_ORIGIN_PIDNS;
	}
	/* PTRACE_ATTACH stops. */
	if (s->sig == SIGSTOP && !s->group && lc_syscall_is(current, ptrace))
		return sent_by(s, current, LC_ORIGIN_TRACER);
	return called_origin(s);
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

/*
 * A process sent the signal. A traced thread queues anew what its tracer has passed on
 * to it, if it blocks that: then the siginfo names another sender than current.
 */
static enum lc_origin process_origin(struct lc_generated *s, const struct kernel_siginfo *info)
{
	struct task_struct *tracer;

	if (current != s->task || !current->ptrace || is_forged() ||
	    info->si_pid == task_tgid_vnr(current))
		return sent_by_current(s);
	tracer = ptrace_parent(current);
	if (tracer && info->si_pid == task_pid_vnr(tracer))
		return sent_by(s, tracer, LC_ORIGIN_TRACER);
	return LC_ORIGIN_USER;
}

/* A siginfo of a kernel function that says no more than SEND_SIG_PRIV. */
static enum lc_origin forced_origin(struct lc_generated *s)
{
	enum lc_caller caller = lc_caller_find();

	/* From 6.13 on, BPF programs can pass a value. */
	if (caller == LC_CALLER_BPF)
		return LC_ORIGIN_BPF;
	s->no_frame = caller == LC_CALLER_SIGNAL_FRAME && s->sig == SIGSEGV;
	/* SIGILL has a code of its own, except where a uprobe fails. */
	if (is_to_current(s) && is_fault(s->sig) && s->sig != SIGILL)
		return LC_ORIGIN_FAULT;
	return LC_ORIGIN_KERNEL;
}

/*
 * Its tracer executes the process step by step, which the process itself could do as well. Only
 * a tracer can set a hardware breakpoint that signals like this; it stays when the tracer leaves.
 */
static bool is_tracers_trap(const struct lc_generated *s)
{
	if (s->code == TRAP_HWBKPT)
		return true;
	return s->task->ptrace && test_tsk_thread_flag(s->task, TIF_FORCED_TF) &&
	       (s->code == TRAP_TRACE || s->code == TRAP_BRKPT);
}

static enum lc_origin fault_origin(struct lc_generated *s)
{
	if (s->sig == SIGSYS && s->code == SYS_SECCOMP)
		return LC_ORIGIN_SECCOMP;
	if (s->sig == SIGBUS && (s->code == BUS_MCEERR_AR || s->code == BUS_MCEERR_AO))
		return LC_ORIGIN_HWPOISON;
	if (s->sig == SIGTRAP && s->code == TRAP_PERF)
		return LC_ORIGIN_PERF;
	if (s->sig == SIGTRAP && is_tracers_trap(s))
		return sent_by_tracer(s);
	return LC_ORIGIN_FAULT;
}

/*
 * The child that has ended and sends its parent the signal that was given to clone(2).
 * It is current, unless its tracer has let go of it.
 */
static struct task_struct *ended_child(const struct lc_generated *s,
				       const struct kernel_siginfo *info)
{
	struct task_struct *child = pid_task(find_pid_ns(info->si_pid,
							 task_active_pid_ns(s->task)),
					     PIDTYPE_TGID);

	if (child && READ_ONCE(child->exit_state) && child->exit_signal == s->sig &&
	    same_thread_group(rcu_dereference(child->real_parent), s->task))
		return child;
	return NULL;
}

/* A positive code means what the signal's number says, or the same for all numbers. */
static enum lc_origin coded_origin(struct lc_generated *s, const struct kernel_siginfo *info)
{
	struct task_struct *child = NULL;

	if (s->group && s->code <= CLD_DUMPED)
		child = ended_child(s, info);
	if (child)
		return sent_by(s, child, LC_ORIGIN_CHILD);
	if (is_fault(s->sig))
		return s->group ? LC_ORIGIN_KERNEL : fault_origin(s);
	return s->code <= NSIGPOLL ? LC_ORIGIN_SIGIO : LC_ORIGIN_KERNEL;
}

static enum lc_origin info_origin(struct lc_generated *s, const struct kernel_siginfo *info)
{
	/* By far the most frequent case: a child has exited. */
	if (s->sig == SIGCHLD && s->code > 0)
		return LC_ORIGIN_KERNEL;
	switch (s->code) {
	case SI_USER:
	case SI_QUEUE:
	case SI_TKILL:
		return process_origin(s, info);
	}
	if (is_forged())
		return sent_by_current(s);
	switch (s->code) {
	case SI_TIMER:
		return LC_ORIGIN_TIMER;
	case SI_MESGQ:
		return sent_by(s, current, LC_ORIGIN_MQUEUE);
	case SI_SIGIO:
	case SI_ASYNCIO:
		return LC_ORIGIN_SIGIO;
	case SI_KERNEL:
		return forced_origin(s);
	}
	return s->code > 0 ? coded_origin(s, info) : LC_ORIGIN_KERNEL;
}

/**
 * lc_origin_decide() - decide the origin of a signal, its sender, and the limit reached
 * @s: the signal; origin, sender and rlimit are set
 * @info: siginfo of the signal, or one of the special constants
 *
 * Context: signal_generate: RCU read side with preemption off, in the sender, the target's
 * siglock held.
 */
void lc_origin_decide(struct lc_generated *s, const struct kernel_siginfo *info)
{
	if (info == SEND_SIG_NOINFO)
		s->origin = bare_origin(s);
	else if (info == SEND_SIG_PRIV)
		s->origin = kernel_origin(s);
	else
		s->origin = info_origin(s, info);
}
