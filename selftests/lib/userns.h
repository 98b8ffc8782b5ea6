/* SPDX-License-Identifier: GPL-2.0 */
/* User namespaces of two users: uids 0 and 1 inside are 1002 and 1003 outside, as gids are. */
#ifndef SELFTESTS_USERNS_H
#define SELFTESTS_USERNS_H

#include "child.h"

/* From outside: who has made one of its own gets these users. */
void userns_map(pid_t pid);

/*
 * Becomes @uid, then root of a user namespace of its own, or skips: opens @made for who
 * is to map it, and waits for @mapped.
 */
void userns_enter(unsigned int uid, struct gate *made, struct gate *mapped);

/* Inside, for good: the one who is not root. For spawn(), too. */
void be_uid_1(void *unused);
/* The same, who opens the gate @ready and stays. */
void be_uid_1_and_block(void *ready);

#endif
