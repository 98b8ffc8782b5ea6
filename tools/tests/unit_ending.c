// SPDX-License-Identifier: GPL-2.0
/* The sentence for tasks whose end is decided but not complete. */
#include "made.h"
#include "uapi/words.h"

#define KILLED(origin, sig)	"cause=killed signal_origin=" origin " exit_signal=" sig " core_dumped=0 "
#define CRASHED(origin, sig)	"cause=crashed signal_origin=" origin " exit_signal=" sig " "
#define BY_Y			"killer_pid=9 killer_comm=y killer_uid=3 killer_parent_comm=z "

static const struct {
	const char *facts;
	const char *wanted;
} cases[] = {
	{ ALIVE KILLED("user", "9") BY_Y "exit_phase=killed signal_sent_ns=2500000000 state=disk state_since_ns=1100000000",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 500.0ms ago and has not begun to exit: it has been in uninterruptible sleep for 1.900s." },
	{ ALIVE "cause=failed exit_code=3 exit_phase=exiting died_ns=2500000000 state=disk state_since_ns=2600000000",
	  "x (pid 7, child of 5) failed with status 3, 500.0ms ago, and is still exiting: it has been in uninterruptible sleep for 400.0ms." },
	{ ALIVE CRASHED("fault", "11") "exit_phase=coredump signal_sent_ns=2500000000 state=running",
	  "x (pid 7, child of 5) crashed with SIGSEGV 500.0ms ago and is dumping core." },
	{ ALIVE "cause=exited exit_code=0 exit_phase=ptrace-event died_ns=2500000000 state=traced",
	  "x (pid 7, child of 5) exited with status 0, 500.0ms ago, and is still exiting: its tracer has stopped it (PTRACE_EVENT_EXIT)." },
	{ ALIVE KILLED("user", "9") BY_Y "exit_phase=pidns-wait signal_sent_ns=2500000000 died_ns=2600000000 state=idle",
	  "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 500.0ms ago and is still exiting: it waits for the other processes of its PID namespace." },
	{ ALIVE "exit_phase=exec-wait state=sleeping",
	  "x (pid 7, child of 5) is alive and 2.000s old; it is executing a program, waiting for the other threads of its process to exit." },
	{ ALIVE "pid=8 exit_phase=killed state=disk",
	  "x (pid 8, thread of 7) has been told to exit and has not begun to exit: it is in uninterruptible sleep." },
	{ ALIVE "pid=8 exit_phase=killed cause=exec state=disk",
	  "x (pid 8, thread of 7) has been told to exit because another thread of its process is executing a program, and has not begun to exit: it is in uninterruptible sleep." },
	{ ALIVE "exit_phase=exiting died_ns=2500000000 state=running",
	  "x (pid 7, child of 5) began to exit 500.0ms ago and is still exiting: it is running." },
};

static void nothing_is_left_out(void)
{
	static const char * const phases[] = { LC_EXIT_PHASES(LC_WORD) };
	bool good = true;
	char fact[64];
	size_t i, j;

	for (i = 1; i < NR(phases); i++) {
		snprintf(fact, sizeof(fact), "exit_phase=%s ", phases[i]);
		for (j = 0; j < NR(cases) && !strstr(cases[j].facts, fact); j++)
			;
		good &= j < NR(cases);
	}
	result(good, "no phase of an exit is left out");
}

static void held(void)
{
	struct made made, holder, parent;
	struct lct_case c = { .task = &made.task, .holder = &holder.task, .holders = 1 };

	make(&made, ALIVE KILLED("user", "9") BY_Y "exit_phase=pidns-wait signal_sent_ns=2500000000 state=idle");
	make(&holder, "pid=12 tgid=12 ppid=11 comm=guest " ALIVE "state=zombie");
	make(&parent, "pid=11 tgid=11 comm=lazy " ALIVE "state=sleeping");
	holder.task.parent = &parent.task;
	judge(&c, "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 500.0ms ago and is still exiting: it waits for the last process of its PID namespace, guest (pid 12), a zombie that its parent lazy (pid 11) has not reaped.",
	      "an init that waits for a zombie of its namespace");
	c.holders = 3;
	make(&holder, "pid=12 tgid=12 ppid=11 comm=guest exit_phase=killed state=disk state_since_ns=2000000000 " ALIVE);
	judge(&c, "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 500.0ms ago and is still exiting: it waits for 3 processes of its PID namespace, such as guest (pid 12), which has been in uninterruptible sleep for 1.000s.",
	      "an init that waits for several processes");
	make(&made, ALIVE "state=zombie exit_signal=9 signal_sent_ns=2900000000 zombie_ns=1500000000 " KILLED("user", "9") BY_Y);
	made.task.survived = true;
	judge(&c, "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 100.0ms ago; it has been a zombie for 1.500s, while other threads of its process are still alive, such as guest (pid 12), which has been in uninterruptible sleep for 1.000s.",
	      "a leader that has ended, killed while a thread cannot end");
	make(&made, ALIVE "exit_phase=exec-wait state=sleeping");
	judge(&c, "x (pid 7, child of 5) is alive and 2.000s old; it is executing a program, waiting for the other threads of its process to exit, such as guest (pid 12), which has been in uninterruptible sleep for 1.000s.",
	      "an exec that waits for a thread");
}

int main(void)
{
	struct made made;
	const struct lct_case c = { .task = &made.task };
	size_t i;

	plan(NR(cases) + 5);
	for (i = 0; i < NR(cases); i++) {
		make(&made, cases[i].facts);
		judge(&c, cases[i].wanted, cases[i].facts);
	}
	nothing_is_left_out();
	held();
	return ktap_failed;
}
