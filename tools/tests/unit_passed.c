// SPDX-License-Identifier: GPL-2.0
/* An exit status that stands for the death of a child, and one that does not. */
#include "made.h"
#include "why/passed.h"

#define SHELL	"cause=failed exit_code=137 died_ns=2900000000"
#define CHILD	"pid=9 tgid=9 ppid=7 birth_ppid=7 reaper_pid=7 comm=c born_ns=1500000000 " \
		"died_ns=2400000000 reaped_ns=2500000000 cause=killed exit_signal=9 " \
		"signal_origin=user killer_pid=4 killer_comm=k killer_uid=0 "

static const struct {
	const char *task, *child;
	bool wanted;
	const char *description;
} cases[] = {
	{ SHELL, CHILD, true, "a child that died of the signal" },
	{ SHELL, CHILD "exit_signal=15", false, "one that died of another" },
	{ SHELL, CHILD "birth_ppid=6", false, "one that another process had forked" },
	{ SHELL, CHILD "reaper_pid=1", false, "one that another process reaped" },
	{ SHELL, CHILD "born_ns=500000000", false, "one of an older process with the same PID" },
	{ SHELL, CHILD "reaped_ns=2950000000", false, "one that was reaped later" },
	{ SHELL, CHILD "pid=10", false, "a thread" },
	{ SHELL, CHILD "died_ns=-9223372036854775808", false, "an impossible time of death" },
	{ SHELL " exit_code=128", CHILD "exit_signal=0", false, "a status without a signal" },
	{ SHELL " exit_code=9", CHILD, false, "the signal's own number" },
	{ SHELL " cause=killed exit_signal=9", CHILD, false, "a process that was killed itself" },
};

int main(void)
{
	struct made task, child;
	const struct lct_case c = { .task = &task.task, .passed = &child.task };
	struct lct_task two[2];
	struct lct_tasks dead = { .nr = 1, .task = two };
	size_t i;

	plan(NR(cases) + 3);
	for (i = 0; i < NR(cases); i++) {
		make(&task, cases[i].task);
		make(&child, cases[i].child);
		two[0] = child.task;
		result((lct_passed_signal(&task.task) && lct_passed_find(&task.task, &dead)) ==
		       cases[i].wanted, cases[i].description);
	}
	make(&task, SHELL);
	make(&child, CHILD);
	two[0] = child.task;
	make(&child, CHILD "pid=10 tgid=10 exit_signal=- cause=failed exit_code=137 reaped_ns=2600000000");
	two[1] = child.task;
	dead.nr = 2;
	result(!lct_passed_find(&task.task, &dead), "not one before another that it reaped");
	make(&task, SHELL);
	make(&child, CHILD);
	judge(&c, "x (pid 7, child of 5) failed with status 137, 2.000s after it was born; its child c (pid 9) was killed by SIGKILL from k (pid 4, uid 0) 500.0ms before, for which a shell exits with this status; its parent reaped it at once.",
	      "the sentence names the child and its killer");
	make(&child, CHILD "core_dumped=1");
	judge(&c, "x (pid 7, child of 5) failed with status 137, 2.000s after it was born; its child c (pid 9) was killed by SIGKILL from k (pid 4, uid 0), dumping core, 500.0ms before, for which a shell exits with this status; its parent reaped it at once.",
	      "a comma separates the time from what was said before");
	return ktap_failed;
}
