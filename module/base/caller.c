// SPDX-License-Identifier: GPL-2.0
/*
 * Walks the stack of a sender and looks for functions that are known. A kprobe on each
 * would identify them too, but would miss those that run inside another kprobe, as BPF
 * programs do.
 */
#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/stacktrace.h>
#include <linux/string.h>

#include "base/caller.h"

/*
 * Frames to walk. The probe, the tracepoint and the functions that queue a signal are
 * about ten, the functions looked for are the next few.
 */
#define MAX_FRAMES 24

/**
 * struct function - a kernel function that sends signals
 * @name: its symbol. Functions that a compiler cannot inline or rename are preferred:
 *	  they are global, or their address is taken. One that prints may be split: then
 *	  the call is in NAME.cold
 * @caller: on whose behalf it sends them
 * @start: address, 0 if this kernel has no such function
 * @end: address after its last instruction
 */
struct function {
	const char *name;
	enum lc_caller caller;
	unsigned long start;
	unsigned long end;
};

static struct function functions[] = {
	{ "do_bpf_send_signal", LC_CALLER_BPF },
	{ "bpf_send_signal", LC_CALLER_BPF },
	{ "bpf_send_signal_thread", LC_CALLER_BPF },
	{ "bpf_send_signal_common", LC_CALLER_BPF },
	{ "bpf_send_signal_task", LC_CALLER_BPF },
	{ "kill_pgrp", LC_CALLER_TERMINAL },
	{ "kill_pgrp_info", LC_CALLER_TERMINAL },
	{ "tty_signal_session_leader", LC_CALLER_TERMINAL },
	{ "__do_SAK", LC_CALLER_TERMINAL },
	{ "do_SAK_work", LC_CALLER_TERMINAL },
	{ "posix_cpu_timers_work", LC_CALLER_CPU_TIMERS },
	{ "handle_posix_cpu_timers", LC_CALLER_CPU_TIMERS },
	{ "run_posix_cpu_timers", LC_CALLER_CPU_TIMERS },
	{ "it_real_fn", LC_CALLER_ITIMER },
	{ "sysrq_handle_term", LC_CALLER_SYSRQ },
	{ "sysrq_handle_kill", LC_CALLER_SYSRQ },
	{ "reboot_pid_ns", LC_CALLER_REBOOT },
	{ "send_sigio", LC_CALLER_SIGIO },
	{ "send_sigurg", LC_CALLER_SIGIO },
	{ "memory_failure", LC_CALLER_HWPOISON },
	{ "aa_audit", LC_CALLER_APPARMOR },
	{ "cgroup_kill_write", LC_CALLER_CGROUP },
	{ "arch_do_signal_or_restart", LC_CALLER_SIGNAL_FRAME },
	{ "arch_do_signal", LC_CALLER_SIGNAL_FRAME },
	/*
	 * Called by kill_pgrp() for terminals, which is looked for further out, and by
	 * kill_orphaned_pgrp().
	 */
	{ "__kill_pgrp_info", LC_CALLER_ORPHAN },
};

/* kallsyms_lookup_name() is not exported. A kprobe finds a symbol without being armed. */
static void __init find(struct function *function, struct kprobe *kp)
{
	char symbol[KSYM_SYMBOL_LEN];
	unsigned long offset, size;
	const char *numbers;

	sprint_symbol(symbol, (unsigned long)kp->addr);
	numbers = strchr(symbol, '+');
	if (!numbers || sscanf(numbers, "+%lx/%lx", &offset, &size) != 2)
		return;
	function->start = (unsigned long)kp->addr - offset;
	function->end = function->start + size;
}

/**
 * lc_caller_init() - find the addresses of the functions
 *
 * Functions that are missing are not recognized; no other takes their place.
 *
 * Context: Module initialization.
 */
void __init lc_caller_init(void)
{
	static struct kprobe probes[ARRAY_SIZE(functions)] __initdata;
	static struct kprobe *found[ARRAY_SIZE(functions)] __initdata;
	unsigned int i;
	int count = 0;

	for (i = 0; i < ARRAY_SIZE(functions); i++) {
		probes[i].symbol_name = functions[i].name;
		probes[i].flags = KPROBE_FLAG_DISABLED;
		if (register_kprobe(&probes[i]))
			continue;
		find(&functions[i], &probes[i]);
		found[count++] = &probes[i];
	}
	unregister_kprobes(found, count);
}

static enum lc_caller caller_at(unsigned long address)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(functions); i++)
		if (address - functions[i].start < functions[i].end - functions[i].start)
			return functions[i].caller;
	return LC_CALLER_NONE;
}

/**
 * lc_caller_find() - determine on whose behalf a signal is being sent
 *
 * The innermost function decides: an interrupt's stack continues with that of the task
 * it interrupted.
 *
 * Context: Any context except NMI. Takes one to two microseconds.
 * Return: LC_CALLER_NONE if no known function is among the innermost ones.
 */
enum lc_caller lc_caller_find(void)
{
	unsigned long stack[MAX_FRAMES];
	enum lc_caller caller, group = LC_CALLER_NONE;
	unsigned int i, depth = stack_trace_save(stack, MAX_FRAMES, 1);

	for (i = 0; i < depth; i++) {
		/* A return address can lie behind the last instruction, a call. */
		caller = caller_at(stack[i] - 1);
		/* A process that is killed exits in the latter: what it does there decides. */
		if (caller == LC_CALLER_SIGNAL_FRAME && group != LC_CALLER_NONE)
			return group;
		if (caller == LC_CALLER_ORPHAN)
			group = caller;
		else if (caller != LC_CALLER_NONE)
			return caller;
	}
	return group;
}
