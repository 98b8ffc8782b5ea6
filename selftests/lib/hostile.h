/* SPDX-License-Identifier: GPL-2.0 */
/* Users who attack the module with all that an unprivileged user may do, all at once. */
#ifndef SELFTESTS_HOSTILE_H
#define SELFTESTS_HOSTILE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define HOSTILE_USERS 2
#define HOSTILE_FIRST_UID 1000
#define HOSTILE_ATTACKS 15

/**
 * struct hostile_user - a user, shared by all of its processes
 * @uid: its user ID
 * @boss: the parent of those that attack
 * @steps: how often each attack has succeeded, in the order of the table in hostile.c
 * @refused: 0, or the negative errno of the newest step
 */
struct hostile_user {
	unsigned int uid;
	pid_t boss;
	volatile uint64_t steps[HOSTILE_ATTACKS];
	volatile int refused[HOSTILE_ATTACKS];
};

/**
 * struct hostile - the storm
 * @users: shared by all processes
 * @hidden: a living process of root, which users must not see
 * @most: how many tasks each user may have, enough to take more than its share
 */
struct hostile {
	struct hostile_user *users;
	pid_t hidden;
	int most;
};

/* As root: each user has a process for each attack when it returns. */
void hostile_begin(struct hostile *storm, pid_t hidden, int max_tasks);
/* Whether each attack has had a success or is not possible on this kernel. */
bool hostile_has_tried_all(const struct hostile *storm);
/* Stops each process of the users. */
void hostile_freeze(void);
/* Kills them. None is left when it returns; each attack must have had a success. */
void hostile_end(const struct hostile *storm);
/* For the cleanup of a case, which may have ended early. */
void hostile_cleanup(void);
/* Whether the users could create user namespaces. */
bool hostile_had_namespaces(const struct hostile *storm);

#endif
