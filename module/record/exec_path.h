/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The path of a failed exec, as the process has given it. A task that fails again and again
 * has one of these, which it overwrites: so a storm of failures needs no more memory than one.
 */
#ifndef LC_EXEC_PATH_H
#define LC_EXEC_PATH_H

#include <linux/refcount.h>
#include <linux/seqlock.h>
#include <linux/types.h>

#include "record/facts.h"

/* Buffer size for the path. */
#define LC_EXEC_PATH_LEN 128

/**
 * struct lc_exec_call - an exec, as it was called
 * @fd: folder from which a relative path begins, or file if the path is empty; AT_FDCWD for
 *	the working directory
 * @path: address of the path
 * @arguments: address of the arguments for the program, only to be compared
 */
struct lc_exec_call {
	int fd;
	unsigned long path;
	unsigned long arguments;
};

/**
 * struct lc_exec_path - the path of a failed exec
 * @refs: references, of records and dead tasks
 * @seq: lets readers copy the rest consistently; written by the task itself only
 * @error: which failed exec has this path
 * @text: the path; "..." replaces a cut end; empty if unknown
 * @rcu: frees it
 */
struct lc_exec_path {
	refcount_t refs;
	seqcount_t seq;
	union lc_exec_error error;
	char text[LC_EXEC_PATH_LEN];
	struct rcu_head rcu;
};

void lc_exec_path_set(struct lc_facts *facts, union lc_exec_error error,
		      const struct lc_exec_call *call);
bool lc_exec_path_now(char to[LC_EXEC_PATH_LEN], int err, const struct lc_exec_call *call);
bool lc_exec_path_read(const struct lc_facts *facts, char to[LC_EXEC_PATH_LEN]);
struct lc_exec_path *lc_exec_path_hold(struct lc_exec_path *path);
void lc_exec_path_put(struct lc_exec_path *path);

u64 lc_exec_path_lost(void);
size_t lc_exec_path_memory(void);
int lc_exec_path_init(void);
void lc_exec_path_exit(void);

#endif /* LC_EXEC_PATH_H */
