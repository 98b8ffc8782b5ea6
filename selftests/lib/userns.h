/* SPDX-License-Identifier: GPL-2.0 */
/* User namespaces of two users: uids and gids 0 and 1 inside are 1002 and 1003 outside. */
#ifndef SELFTESTS_USERNS_H
#define SELFTESTS_USERNS_H

#include <stdint.h>

#include "child.h"

/* From outside: maps these users into the namespace of @pid. */
void userns_map(pid_t pid);

/*
 * Becomes @uid, then root of a user namespace of its own, or skips: opens @made for the
 * process that maps the ids, and waits for @mapped.
 */
void userns_enter(unsigned int uid, struct gate *made, struct gate *mapped);

/*
 * Becomes @uid, then enters a user namespace of its own in which it is the only user, with
 * the same number; or skips.
 */
void userns_enter_alone(unsigned int uid);
/* The same with @depth namespaces, each in the one before. */
void userns_enter_nested(unsigned int uid, int depth);

/* As root: waits until the module holds references to @most user namespaces at most. */
void userns_wait_dropped(uint64_t most);

/* Inside, for good: the user who is not root. Also for spawn(). */
void be_uid_1(void *unused);
/* The same; opens the gate @ready and stays. */
void be_uid_1_and_block(void *ready);

#endif
