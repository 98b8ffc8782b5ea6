// SPDX-License-Identifier: GPL-2.0
/* SIGXCPU for the overrun of a SCHED_DEADLINE runtime is not taken for a CPU time limit. */
#include <linux/sched.h>
#include <linux/sched/types.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

#define MS 1000000ULL

static void overrun(void *limited)
{
	struct sched_attr attr = {
		.size = sizeof(attr),
		.sched_policy = SCHED_DEADLINE,
		.sched_flags = SCHED_FLAG_DL_OVERRUN,
		.sched_runtime = 10 * MS,
		.sched_deadline = 100 * MS,
		.sched_period = 100 * MS,
	};
	struct rlimit limit = { 3600, 3600 };

	require(!limited || !setrlimit(RLIMIT_CPU, &limit), "setrlimit: %s", strerror(errno));
	require(!syscall(SYS_sched_setattr, 0, &attr, 0), "sched_setattr: %s", strerror(errno));
	for (;;)
		getppid();
}

static void not_a_limit(void *limited)
{
	struct twin twin;
	struct table *dead;

	twin_start(&twin, SIGXCPU, overrun, limited);
	expect_u64("si_code", twin_end(&twin).si_code, SI_KERNEL);
	dead = expect_death(spawn(overrun, limited), "killed");
	expect_kernel_signal(dead, "deadline", SIGXCPU);
	expect_cells(dead, "signal_rlimit=- policy=deadline");
	table_free(dead);
}

static void with_and_without(void)
{
	not_a_limit(NULL);
	not_a_limit("");
}

static const struct ktap_case cases[] = {
	{ "the overrun of a SCHED_DEADLINE runtime has an origin of its own", with_and_without },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
