// SPDX-License-Identifier: GPL-2.0
/* The table of hooks: which probe is attached to which place in the kernel. */
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/rcupdate.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <trace/events/oom.h>
#include <trace/events/sched.h>
#include <trace/events/signal.h>
#include <trace/events/task.h>

#include "hook_status.h"
#include "hooks.h"
#include "probe/probe.h"
#include "record/decision.h"
#include "record/exec.h"
#include "record/limit_setter.h"
#include "record/silence.h"
#include "record/throttle.h"

#define HOOK(_name, _kind, _need)					\
	.name = #_name, .kind = _kind, .need = _need, .id = LC_PROBE_##_name
#define HOOK_TP(_name, _need)						\
	{ HOOK(_name, TRACEPOINT, _need), .probe = probe_##_name }
#define HOOK_FN(_name, _need)						\
	{ HOOK(_name, KPROBE, _need), .function = LC_FUNCTION_##_name,	\
	  .kp = { .symbol_name = #_name, .pre_handler = lc_kprobe_##_name } }
#define HOOK_RP(_name, _need, _data, _active)				\
	{ HOOK(_name, KRETPROBE, _need),				\
	  .rp = { .kp.symbol_name = #_name, .handler = probe_##_name,	\
		  .entry_handler = probe_##_name##_entry,		\
		  .data_size = _data, .maxactive = _active } }
/* The return value of a static function, whose arguments a compiler may have changed. */
#define HOOK_RV(_name, _need, _active)					\
	{ HOOK(_name, KRETPROBE, _need), .clone = #_name ".isra.0",	\
	  .rp = { .kp.symbol_name = #_name, .handler = probe_##_name,	\
		  .maxactive = _active } }

/*
 * Hooks that end a record are attached before those that begin one, and detached
 * after them: no task may be seen only at its birth. So is the hook of switches: a task
 * must not run before its first switch is seen. Otherwise in the order of a task's life.
 */
static struct lc_hook hooks[] = {
	HOOK_TP(sched_process_free, REQUIRED),
	HOOK_FN(release_task, REQUIRED),
	HOOK_TP(sched_switch, REQUIRED),
	HOOK_RP(copy_process, OPTIONAL, sizeof(struct lc_fork_start), 256),
	HOOK_TP(task_newtask, REQUIRED),
	HOOK_TP(sched_process_exec, REQUIRED),
	HOOK_RV(do_execveat_common, OPTIONAL, LC_EXEC_CALLS),
	HOOK_TP(task_rename, OPTIONAL),
	HOOK_FN(commit_creds, OPTIONAL),
	HOOK_FN(do_sched_yield, OPTIONAL),
	HOOK_RP(security_task_setrlimit, OPTIONAL, sizeof(struct lc_limit_change), 64),
	HOOK_FN(throttle_cfs_rq, OPTIONAL),
	HOOK_FN(unthrottle_cfs_rq, OPTIONAL),
	HOOK_FN(walk_tg_tree_from, OPTIONAL),
	HOOK_RP(memory_max_write, OPTIONAL, 0, LC_DECISION_SETTERS),
	HOOK_RP(out_of_memory, OPTIONAL, 0, 4),
	HOOK_RP(oom_kill_process, OPTIONAL, 0, 4),
	HOOK_FN(oom_kill_memcg_member, OPTIONAL),
	HOOK_TP(mark_victim, OPTIONAL),
	HOOK_FN(complete_signal, OPTIONAL),
	HOOK_TP(signal_generate, REQUIRED),
	HOOK_TP(signal_deliver, REQUIRED),
	HOOK_FN(do_exit, REQUIRED),
	HOOK_TP(sched_process_exit, REQUIRED),
	HOOK_FN(kill_orphaned_pgrp, OPTIONAL),
	HOOK_FN(__ptrace_unlink, OPTIONAL),
};

/* Never called: fails to compile if a probe's prototype is not that of its tracepoint. */
static void __maybe_unused check_prototypes(void)
{
	check_trace_callback_type_task_newtask(probe_task_newtask);
	check_trace_callback_type_task_rename(probe_task_rename);
	check_trace_callback_type_sched_process_exec(probe_sched_process_exec);
	check_trace_callback_type_sched_switch(probe_sched_switch);
	check_trace_callback_type_signal_generate(probe_signal_generate);
	check_trace_callback_type_signal_deliver(probe_signal_deliver);
	check_trace_callback_type_sched_process_exit(probe_sched_process_exit);
	check_trace_callback_type_mark_victim(probe_mark_victim);
	check_trace_callback_type_sched_process_free(probe_sched_process_free);
}

/* Tracepoints are not exported by name, but they can be iterated over. */
static void find_tracepoint(struct tracepoint *tp, void *data)
{
	struct lc_hook *hook;

	for (hook = hooks; hook < hooks + ARRAY_SIZE(hooks); hook++)
		if (hook->kind == TRACEPOINT && !strcmp(hook->name, tp->name))
			hook->tp = tp;
}

static int attach_function(struct lc_hook *hook)
{
	if (lc_hook_function_attach(hook->function, hook->name))
		return register_kprobe(&hook->kp);
	hook->kind = FTRACE;
	return 0;
}

static int attach_return(struct lc_hook *hook)
{
	int ret = register_kretprobe(&hook->rp);

	/* The clone is there only if the function itself is not. */
	if (ret != -ENOENT || !hook->clone)
		return ret;
	hook->rp.kp.symbol_name = hook->clone;
	return register_kretprobe(&hook->rp);
}

static int attach(struct lc_hook *hook)
{
	switch (hook->kind) {
	case TRACEPOINT:
		return hook->tp ? tracepoint_probe_register(hook->tp, hook->probe,
							    NULL) : -ENOENT;
	case FTRACE:
	case KPROBE:
		return attach_function(hook);
	case KRETPROBE:
		return attach_return(hook);
	}
	return -EINVAL;
}

static void detach(struct lc_hook *hook)
{
	switch (hook->kind) {
	case TRACEPOINT:
		tracepoint_probe_unregister(hook->tp, hook->probe, NULL);
		break;
	case FTRACE:
		lc_hook_function_detach(hook->function);
		break;
	case KPROBE:
		unregister_kprobe(&hook->kp);
		break;
	case KRETPROBE:
		unregister_kretprobe(&hook->rp);
		break;
	}
	hook->status = UNAVAILABLE;
}

static int attach_one(struct lc_hook *hook)
{
	int ret;

	ret = attach(hook);
	if (!ret) {
		hook->status = ATTACHED;
		lc_hook_status_attached(hook);
		return 0;
	}
	if (hook->need == REQUIRED) {
		pr_err("cannot hook %s %s (error %d), which is required\n",
		       lc_hook_kinds[hook->kind], hook->name, ret);
		return ret;
	}
	pr_warn("cannot hook %s %s (error %d), continuing without it\n",
		lc_hook_kinds[hook->kind], hook->name, ret);
	return 0;
}

static const struct lc_hook *attached(enum lc_probe id)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hooks); i++)
		if (hooks[i].id == id)
			return hooks[i].status == ATTACHED ? &hooks[i] : NULL;
	return NULL;
}

/* Without these hooks, what is recorded is less, and must not look like more. */
static void set_known(void)
{
	const struct lc_hook *exec = attached(LC_PROBE_do_execveat_common);
	const struct lc_hook *limits = attached(LC_PROBE_security_task_setrlimit);
	struct lc_misses misses;

	if (exec) {
		misses = lc_hook_status_misses(exec);
		lc_exec_watch(&misses);
	}
	if (limits) {
		misses = lc_hook_status_misses(limits);
		lc_limit_setter_watch(&misses);
	}
	if (attached(LC_PROBE_memory_max_write))
		lc_decision_limits_known();
	if (attached(LC_PROBE_throttle_cfs_rq) && attached(LC_PROBE_unthrottle_cfs_rq) &&
	    attached(LC_PROBE_walk_tg_tree_from))
		lc_throttle_set_known();
}

/**
 * lc_hooks_init() - attach all hooks
 *
 * Context: Process context.
 * Return: 0, or the error of the first required hook that cannot be attached. On
 * error no hook stays attached.
 */
int lc_hooks_init(void)
{
	unsigned int i;
	int ret;

	lc_hook_status_init(hooks, ARRAY_SIZE(hooks));
	for_each_kernel_tracepoint(find_tracepoint, NULL);
	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		ret = attach_one(&hooks[i]);
		if (ret) {
			lc_hooks_exit();
			return ret;
		}
	}
	set_known();
	lc_silence_start();
	return 0;
}

/**
 * lc_hooks_exit() - detach all hooks
 *
 * After it returns, no probe runs or will run.
 *
 * Context: Process context.
 */
void lc_hooks_exit(void)
{
	unsigned int i;

	lc_silence_stop();
	for (i = ARRAY_SIZE(hooks); i--;)
		if (hooks[i].status == ATTACHED)
			detach(&hooks[i]);
	tracepoint_synchronize_unregister();
	/* Not all kernels wait here for what runs with preemption off, or did so before. */
	synchronize_rcu();
}
