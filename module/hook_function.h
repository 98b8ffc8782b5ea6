/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The entries of kernel functions as hooks. One ftrace_ops is called straight from all of
 * them; a kprobe passes through what all kprobes have in common, which costs several times as
 * much. A function that cannot be hooked in the first way is hooked in the second.
 */
#ifndef LC_HOOK_FUNCTION_H
#define LC_HOOK_FUNCTION_H

#include <linux/kprobes.h>

/* X(function): those that are called most come first, as they are found first. */
#define LC_FUNCTIONS(X)		\
	X(do_exit)		\
	X(release_task)		\
	X(kill_orphaned_pgrp)	\
	X(complete_signal)	\
	X(commit_creds)		\
	X(do_sched_yield)	\
	X(__ptrace_unlink)	\
	X(oom_kill_memcg_member) \
	X(throttle_cfs_rq)	\
	X(unthrottle_cfs_rq)	\
	X(walk_tg_tree_from)

#define LC_FUNCTION_ENUM(name) LC_FUNCTION_##name,
enum lc_function { LC_FUNCTIONS(LC_FUNCTION_ENUM) LC_FUNCTION_NR };

#define LC_FUNCTION_KPROBE(name)	\
	int lc_kprobe_##name(struct kprobe *kp, struct pt_regs *regs);
LC_FUNCTIONS(LC_FUNCTION_KPROBE)

int lc_hook_function_attach(enum lc_function function, const char *name);
void lc_hook_function_detach(enum lc_function function);

#endif /* LC_HOOK_FUNCTION_H */
