/* SPDX-License-Identifier: GPL-2.0 */
/* What would make a count of instructions differ from run to run is fixed. */
#ifndef BENCH_STEADY_H
#define BENCH_STEADY_H

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/personality.h>
#include <unistd.h>

#define SELF		"/proc/self/exe"

static inline void fail(const char *what)
{
	perror(what);
	exit(1);
}

/*
 * A SCHED_BATCH task is not preempted by a task that it wakes or forks. So the parent
 * always runs first, and which of the two copies a shared page does not depend on what ran
 * before.
 */
static inline void fix_order(void)
{
	struct sched_param none = { 0 };

	if (sched_setscheduler(0, SCHED_BATCH, &none))
		fail("SCHED_BATCH");
}

/* The layout of a program decides its cost: disable address randomization. */
static inline void fix_addresses(char **argv)
{
	int old = personality(0xffffffff);

	if (old & ADDR_NO_RANDOMIZE)
		return;
	if (personality(old | ADDR_NO_RANDOMIZE) < 0)
		fail("personality");
	execv(SELF, argv);
	fail(SELF);
}

#endif
