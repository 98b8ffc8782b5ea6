/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a process executes: the path of the program's file and its arguments. It is made at
 * exec, or without the arguments when the record of an older process is made, does not change,
 * and is shared by the processes that are forked from there and by their entries in the history.
 */
#ifndef LC_PROGRAM_H
#define LC_PROGRAM_H

#include <linux/refcount.h>
#include <linux/types.h>

#include "base/path.h"

/* Buffer size for the arguments. */
#define LC_ARGS_LEN 128

struct linux_binprm;
struct task_struct;

/**
 * struct lc_program - a program, and how it was executed
 * @refs: references, of records and dead tasks
 * @rcu: frees it
 * @exe: path of its file; empty if unknown
 * @args: its arguments, separated by blanks; "..." replaces a cut end; empty if unknown
 */
struct lc_program {
	refcount_t refs;
	struct rcu_head rcu;
	char exe[LC_PATH_LEN];
	char args[LC_ARGS_LEN] __aligned(sizeof(u64));
};

struct lc_program *lc_program_new(const struct linux_binprm *bprm);
struct lc_program *lc_program_of(struct task_struct *task);
struct lc_program *lc_program_hold(struct lc_program *program);
void lc_program_put(struct lc_program *program);

u64 lc_program_lost(void);
size_t lc_program_memory(void);
int lc_program_fill(void);
int lc_program_init(void);
void lc_program_exit(void);

#endif /* LC_PROGRAM_H */
