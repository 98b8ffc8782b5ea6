/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who sees what, file by file: tasks that a reader must not learn of, each with the
 * word SECRET in all that names it, and a look at every file there is.
 */
#ifndef SELFTESTS_SECRET_TASK_H
#define SELFTESTS_SECRET_TASK_H

#include <sys/types.h>

#include "files.h"

#define SECRET "sEcReT"

#define ALICE 1001
#define BOB 1002

/**
 * struct secret_tasks - the others
 * @files: what there is to look at
 * @last: no number of a task is above this one yet
 */
struct secret_tasks {
	struct file_list files;
	pid_t last;
};

/*
 * As root: others live, are zombies, are dead, were killed and taken for want of
 * memory; @uid is the real uid of some that are not wholly that user's. The caller
 * gets a secret name, too. To be followed by secret_tasks_cleanup() in the case's.
 */
void secret_tasks_make(struct secret_tasks *secret_tasks, unsigned int uid);
void secret_tasks_cleanup(void);

/* The cgroup that they are in, with a secret name; enters it. */
#define SECRET_CGROUP "/sys/fs/cgroup/lc-test/" SECRET
void secret_cgroup_enter(void);

/**
 * struct own - what a reader may see
 * @alive: its living tasks, itself among them; ended by 0
 * @dead: its dead ones, likewise
 * @kin: a secret task's number that its own rows may have, as the parent's; or 0
 */
struct own {
	const pid_t *alive, *dead;
	pid_t kin;
};

/* As the reader: each file shows what is @own, all of it and nothing else. */
void expect_own_only(const struct secret_tasks *secret_tasks, const struct own *own);

#endif
