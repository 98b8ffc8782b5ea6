/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Visibility in each file: tasks that a reader must not see, with the word SECRET in each
 * of their names and paths, and a check of all files.
 */
#ifndef SELFTESTS_SECRET_TASK_H
#define SELFTESTS_SECRET_TASK_H

#include <sys/types.h>

#include "files.h"

#define SECRET "sEcReT"

#define ALICE 1001
#define BOB 1002

/**
 * struct secret_tasks - tasks that the reader must not see
 * @files: the files to check
 * @last: the largest pid so far
 */
struct secret_tasks {
	struct file_list files;
	pid_t last;
};

/*
 * As root: creates tasks that live, are zombies, are dead, were killed and OOM-killed; @uid
 * is the real uid of some whose other uids differ. The caller gets a secret comm, too. The
 * case needs secret_tasks_cleanup().
 */
void secret_tasks_make(struct secret_tasks *secret_tasks, unsigned int uid);
void secret_tasks_cleanup(void);

/* Their cgroup, which has a secret name. */
#define SECRET_CGROUP "/sys/fs/cgroup/lc-test/" SECRET
void secret_cgroup_enter(void);

/**
 * struct own - the tasks that a reader may see
 * @alive: its living tasks including itself; terminated by 0
 * @dead: its dead tasks, likewise
 * @kin: a secret task's pid that its own rows may contain as the parent; or 0
 */
struct own {
	const pid_t *alive, *dead;
	pid_t kin;
};

/* As the reader: each file shows all of @own, and nothing else. */
void expect_own_only(const struct secret_tasks *secret_tasks, const struct own *own);

#endif
