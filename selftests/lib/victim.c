// SPDX-License-Identifier: GPL-2.0
#include <signal.h>
#include <unistd.h>

#include "victim.h"

static void block(void *data)
{
	struct victim *victim = data;
	sigset_t all, none;

	if (victim->uid)
		become(victim->uid);
	sigfillset(&all);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &all, NULL);
	gate_open(&victim->ready);
	gate_wait(&victim->go);
	sigprocmask(SIG_SETMASK, &none, NULL);
	_exit(1);
}

void victim_start_as(struct victim *victim, unsigned int uid)
{
	victim->uid = uid;
	gate_init(&victim->ready);
	gate_init(&victim->go);
	victim->pid = spawn(block, victim);
	gate_wait(&victim->ready);
}

void victim_start(struct victim *victim)
{
	victim_start_as(victim, 0);
}

void victim_unblock(struct victim *victim)
{
	gate_open(&victim->go);
}
