// SPDX-License-Identifier: GPL-2.0
/* The table of hooks: which probe is attached to which place in the kernel. */
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <trace/events/oom.h>
#include <trace/events/sched.h>
#include <trace/events/signal.h>
#include <trace/events/task.h>

#include "hooks.h"
#include "probe/probe.h"
#include "record/decision.h"

enum kind { TRACEPOINT, KPROBE, KRETPROBE };
enum need { REQUIRED, OPTIONAL };
enum status { UNAVAILABLE, ATTACHED };

static const char * const kind_words[] = { "tracepoint", "kprobe", "kretprobe" };
static const char * const need_words[] = { "required", "optional" };
static const char * const status_words[] = { "unavailable", "attached" };

/**
 * struct hook - a place in the kernel and the probe that runs there
 * @name: name of the tracepoint or the function
 * @kind: how it is hooked
 * @need: REQUIRED: the module does not load without it. OPTIONAL: the module loads
 *	  without it, and prints a warning
 * @id: probe whose hits are counted
 * @probe: probe of a tracepoint
 * @tp: tracepoint, once found
 * @kp: kprobe
 * @rp: kretprobe
 * @status: whether the hook is attached
 */
struct hook {
	const char *name;
	enum kind kind;
	enum need need;
	enum lc_probe id;
	void *probe;
	struct tracepoint *tp;
	union {
		struct kprobe kp;
		struct kretprobe rp;
	};
	enum status status;
};

#define HOOK(_name, _kind, _need)					\
	.name = #_name, .kind = _kind, .need = _need, .id = LC_PROBE_##_name
#define HOOK_TP(_name, _need)						\
	{ HOOK(_name, TRACEPOINT, _need), .probe = probe_##_name }
#define HOOK_KP(_name, _need)						\
	{ HOOK(_name, KPROBE, _need),					\
	  .kp = { .symbol_name = #_name, .pre_handler = probe_##_name } }
#define HOOK_RP(_name, _need, _data, _active)				\
	{ HOOK(_name, KRETPROBE, _need),				\
	  .rp = { .kp.symbol_name = #_name, .handler = probe_##_name,	\
		  .entry_handler = probe_##_name##_entry,		\
		  .data_size = _data, .maxactive = _active } }

/*
 * Hooks that end a record are attached before those that begin one, and detached
 * after them: no task may be seen only at its birth. Otherwise in the order of a
 * task's life.
 */
static struct hook hooks[] = {
	HOOK_TP(sched_process_free, REQUIRED),
	HOOK_KP(release_task, REQUIRED),
	HOOK_RP(copy_process, OPTIONAL, sizeof(struct lc_fork_start), 256),
	HOOK_TP(task_newtask, REQUIRED),
	HOOK_TP(sched_process_exec, REQUIRED),
	HOOK_TP(sched_switch, REQUIRED),
	HOOK_KP(do_sched_yield, OPTIONAL),
	HOOK_RP(memory_max_write, OPTIONAL, 0, LC_DECISION_SETTERS),
	HOOK_RP(out_of_memory, OPTIONAL, 0, 4),
	HOOK_RP(oom_kill_process, OPTIONAL, 0, 4),
	HOOK_KP(oom_kill_memcg_member, OPTIONAL),
	HOOK_TP(mark_victim, OPTIONAL),
	HOOK_KP(complete_signal, OPTIONAL),
	HOOK_TP(signal_generate, REQUIRED),
	HOOK_TP(signal_deliver, REQUIRED),
	HOOK_KP(do_exit, REQUIRED),
	HOOK_TP(sched_process_exit, REQUIRED),
	HOOK_KP(kill_orphaned_pgrp, OPTIONAL),
	HOOK_KP(__ptrace_unlink, OPTIONAL),
};

/* Never called: fails to compile if a probe's prototype is not that of its tracepoint. */
static void __maybe_unused check_prototypes(void)
{
	check_trace_callback_type_task_newtask(probe_task_newtask);
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
	struct hook *hook;

	for (hook = hooks; hook < hooks + ARRAY_SIZE(hooks); hook++)
		if (hook->kind == TRACEPOINT && !strcmp(hook->name, tp->name))
			hook->tp = tp;
}

static int attach(struct hook *hook)
{
	switch (hook->kind) {
	case TRACEPOINT:
		return hook->tp ? tracepoint_probe_register(hook->tp, hook->probe,
							    NULL) : -ENOENT;
	case KPROBE:
		return register_kprobe(&hook->kp);
	case KRETPROBE:
		return register_kretprobe(&hook->rp);
	}
	return -EINVAL;
}

static void detach(struct hook *hook)
{
	switch (hook->kind) {
	case TRACEPOINT:
		tracepoint_probe_unregister(hook->tp, hook->probe, NULL);
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

static int attach_one(struct hook *hook)
{
	int ret;

	ret = attach(hook);
	if (!ret) {
		hook->status = ATTACHED;
		return 0;
	}
	if (hook->need == REQUIRED) {
		pr_err("cannot hook %s %s (error %d), which is required\n",
		       kind_words[hook->kind], hook->name, ret);
		return ret;
	}
	pr_warn("cannot hook %s %s (error %d), going on without it\n",
		kind_words[hook->kind], hook->name, ret);
	return 0;
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

	for_each_kernel_tracepoint(find_tracepoint, NULL);
	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		ret = attach_one(&hooks[i]);
		if (ret) {
			lc_hooks_exit();
			return ret;
		}
		if (hooks[i].id == LC_PROBE_memory_max_write && hooks[i].status == ATTACHED)
			lc_decision_limits_known();
	}
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

	for (i = ARRAY_SIZE(hooks); i--;)
		if (hooks[i].status == ATTACHED)
			detach(&hooks[i]);
	tracepoint_synchronize_unregister();
}

static unsigned long hits_of(const struct hook *hook)
{
	unsigned long hits = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		hits += READ_ONCE(per_cpu(lc_probe_hits, cpu).n[hook->id]);
	return hits;
}

static unsigned long misses_of(const struct hook *hook)
{
	switch (hook->kind) {
	case KPROBE:
		return READ_ONCE(hook->kp.nmissed);
	case KRETPROBE:
		return READ_ONCE(hook->rp.nmissed) + READ_ONCE(hook->rp.kp.nmissed);
	default:
		return 0;
	}
}

/**
 * lc_hooks_show() - print the hook table
 * @m: seq_file to print to
 *
 * Context: Process context.
 */
void lc_hooks_show(struct seq_file *m)
{
	const struct hook *hook;

	seq_puts(m, "name kind need status hits misses\n");
	for (hook = hooks; hook < hooks + ARRAY_SIZE(hooks); hook++)
		seq_printf(m, "%s %s %s %s %lu %lu\n", hook->name,
			   kind_words[hook->kind], need_words[hook->need],
			   status_words[hook->status], hits_of(hook),
			   misses_of(hook));
}
