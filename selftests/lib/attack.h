/* SPDX-License-Identifier: GPL-2.0 */
/* A process of a hostile user, see hostile.h, that repeats one attack. */
#ifndef SELFTESTS_ATTACK_H
#define SELFTESTS_ATTACK_H

#include <stdint.h>
#include <sys/types.h>

/**
 * struct attacker - the process
 * @uid: its user
 * @most: how many tasks the user may have
 * @name: begins the name of each process of the user
 * @others_name: and of the other hostile user
 * @hidden: living processes that the user must not see; 0 if not known yet
 * @step: the number of the step
 */
struct attacker {
	unsigned int uid;
	int most;
	char name[16], others_name[16];
	const pid_t *hidden[2];
	uint64_t step;
};

/*
 * A step of an attack is 'int attack_NAME(struct attacker *)': it returns 0, -EAGAIN if the
 * user has too many tasks or signals at the moment, or the negative errno of what the
 * kernel does not allow at all.
 */

/* A child that runs @run and exits 0; or -1, and errno is EAGAIN. */
pid_t attack_bear(void (*run)(void *data), void *data);
/* Kills and reaps it. */
void attack_end(pid_t pid);

#endif
