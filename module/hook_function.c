// SPDX-License-Identifier: GPL-2.0
#include <linux/ftrace.h>
#include <linux/preempt.h>
#include <linux/string.h>

#include "hook_function.h"
#include "probe/probe.h"

/* Pass on the arguments of a function, whose number is known at compile time. */
static __always_inline void call(enum lc_function function, unsigned long first,
				 unsigned long second)
{
	switch (function) {
	case LC_FUNCTION_do_exit:
		return probe_do_exit(first);
	case LC_FUNCTION_release_task:
		return probe_release_task((void *)first);
	case LC_FUNCTION_kill_orphaned_pgrp:
		return probe_kill_orphaned_pgrp((void *)first, (void *)second);
	case LC_FUNCTION_complete_signal:
		return probe_complete_signal((void *)second);
	case LC_FUNCTION_commit_creds:
		return probe_commit_creds((void *)first);
	case LC_FUNCTION_do_sched_yield:
		return probe_do_sched_yield();
	case LC_FUNCTION___ptrace_unlink:
		return probe___ptrace_unlink((void *)first);
	case LC_FUNCTION_oom_kill_memcg_member:
		return probe_oom_kill_memcg_member((void *)first);
	case LC_FUNCTION_throttle_cfs_rq:
		return probe_throttle_cfs_rq((void *)first);
	case LC_FUNCTION_unthrottle_cfs_rq:
		return probe_unthrottle_cfs_rq((void *)first);
	case LC_FUNCTION_walk_tg_tree_from:
		return probe_walk_tg_tree_from((void *)first, (void *)second);
	case LC_FUNCTION_NR:
		break;
	}
}

#define KPROBE_HANDLER(name)							\
int lc_kprobe_##name(struct kprobe *kp, struct pt_regs *regs)			\
{										\
	call(LC_FUNCTION_##name, regs_get_kernel_argument(regs, 0),		\
	     regs_get_kernel_argument(regs, 1));				\
	return 0;								\
}

LC_FUNCTIONS(KPROBE_HANDLER)

#ifdef LC_FTRACE_REGS
/* Where the functions that are hooked call ftrace; 0 for those that never were */
static unsigned long addresses[LC_FUNCTION_NR] __read_mostly;
static unsigned int count;

static notrace void enter(unsigned long ip, unsigned long parent_ip, struct ftrace_ops *ops,
			  LC_FTRACE_REGS *regs)
{
	unsigned long first = lc_compat_ftrace_argument(regs, 0);
	unsigned long second = lc_compat_ftrace_argument(regs, 1);
	enum lc_function i;

	preempt_disable_notrace();
	/* Unrolled, it is a comparison and a jump for each, and knows whom to call. */
#pragma GCC unroll 16
	for (i = 0; i < LC_FUNCTION_NR; i++) {
		if (ip == addresses[i]) {
			call(i, first, second);
			break;
		}
	}
	preempt_enable_notrace();
}

static struct ftrace_ops ops = { .func = enter, .flags = LC_FTRACE_FLAGS };

/*
 * Where a function calls ftrace, 0 if it does not. What finds that for a kprobe finds it for
 * us: nothing else that does is exported.
 */
static unsigned long address_of(const char *name)
{
	struct kprobe kp = { .symbol_name = name, .flags = KPROBE_FLAG_DISABLED };
	unsigned long address;

	if (register_kprobe(&kp))
		return 0;
	address = kp.flags & KPROBE_FLAG_FTRACE ? (unsigned long)kp.addr : 0;
	unregister_kprobe(&kp);
	return address;
}

/* Without any function in its filter, an ftrace_ops is called by each of the kernel. */
static void free_filter(void)
{
	ftrace_set_filter(&ops, NULL, 0, 1);
}

/**
 * lc_hook_function_attach() - hook a function with the ftrace_ops
 * @function: the function
 * @name: its name
 *
 * Context: Process context, may sleep.
 * Return: 0 or an error: it can still be hooked with a kprobe.
 */
int lc_hook_function_attach(enum lc_function function, const char *name)
{
	unsigned long address = address_of(name);
	int ret;

	if (!address)
		return -ENOENT;
	WRITE_ONCE(addresses[function], address);
	ret = ftrace_set_filter_ip(&ops, address, 0, 0);
	if (!ret && !count) {
		ret = register_ftrace_function(&ops);
		if (ret)
			free_filter();
	}
	if (ret)
		WRITE_ONCE(addresses[function], 0);
	else
		count++;
	return ret;
}

/**
 * lc_hook_function_detach() - undo lc_hook_function_attach()
 * @function: the function
 *
 * A call that is under way may not have ended when it returns, unless it is the last
 * function: then all have.
 *
 * Context: Process context, may sleep.
 */
void lc_hook_function_detach(enum lc_function function)
{
	if (--count) {
		ftrace_set_filter_ip(&ops, addresses[function], 1, 0);
		return;
	}
	unregister_ftrace_function(&ops);
	/* Its memory would be lost with the module. */
	free_filter();
}
#else
int lc_hook_function_attach(enum lc_function function, const char *name)
{
	return -EOPNOTSUPP;
}

void lc_hook_function_detach(enum lc_function function)
{
}
#endif
