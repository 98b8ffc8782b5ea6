// SPDX-License-Identifier: GPL-2.0
/*
 * A write to cgroup.kill (from 5.14 on) is recorded as a kill of each task in the cgroup.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"

#define MEMBERS 3

static void be_member(void *ready)
{
	cgroup_enter();
	gate_open(ready);
	block_forever(NULL);
}

static void be_killer(void *done)
{
	prctl(PR_SET_NAME, "a killer");
	cgroup_set("cgroup.kill", "1");
	gate_wait(done);
}

static void all_of_them(void)
{
	pid_t members[MEMBERS], killer;
	struct gate ready, done;

	cgroup_make("cgroup.kill");
	gate_init(&ready);
	gate_init(&done);
	for (int i = 0; i < MEMBERS; i++) {
		members[i] = spawn(be_member, &ready);
		gate_wait(&ready);
		wait_blocked(members[i]);
	}
	killer = spawn(be_killer, &done);
	for (int i = 0; i < MEMBERS; i++)
		expect_cells(expect_death(members[i], "killed"),
			     "exit_signal=%d signal_origin=user "
			     "signal_code=%d killer_pid=%d killer_comm=a\\040killer "
			     "killer_uid=0 killer_parent_pid=%d killer_parent_comm=%s "
			     "signal_state=sleeping", SIGKILL, SI_USER, killer, getpid(),
			     own_comm());
	gate_open(&done);
	table_free(expect_death(killer, "exited"));
}

static const struct ktap_case cases[] = {
	{ "the writer to cgroup.kill is recorded as the killer", all_of_them, cgroup_cleanup },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
