// SPDX-License-Identifier: GPL-2.0
/* The sentence names the process that kept a zombie from being reaped, and no other. */
#include "made.h"

static const struct {
	const char *facts;
	const char *wanted;
} cases[] = {
	{ "cause=exited reap=tracer reaper_pid=9 tracer_pid=9 tracer_comm=t zombie_ns=1000 reapable_ns=2999999000",
	  "x (pid 7, child of 5) exited with status 0, 1.999s after it was born; its tracer t (pid 9) released it 1.0us later." },
	{ "cause=exited zombie_ns=1500000000 tracer_pid=9 tracer_comm=t tracer_left_ns=2900000000 reapable_ns=2900000000",
	  "x (pid 7, child of 5) exited with status 0, 500.0ms after it was born; its tracer t (pid 9) held it for 1.400s; its parent reaped it 100.0ms later." },
	{ "cause=exited zombie_ns=1500000000 tracer_pid=0 tracer_left_ns=2900000000 reapable_ns=2900000000 reap=ignored reaper_pid=-",
	  "x (pid 7, child of 5) exited with status 0, 500.0ms after it was born; its tracer (outside this PID namespace) held it for 1.400s; it was reaped automatically, because its parent ignores SIGCHLD or has set SA_NOCLDWAIT." },
	{ "cause=exited zombie_ns=1500000000 ppid=1 reaper_pid=1 orphaned_ns=2900000000 orphaned_by_pid=5 orphaned_by_comm=p adopter_pid=1 adopter_comm=init reapable_ns=2900000000",
	  "x (pid 7, orphan of 5) exited with status 0, 500.0ms after it was born; its parent p (pid 5) did not reap it for 1.400s and died; init (pid 1), which had adopted it, reaped it 100.0ms later." },
	{ "cause=exited zombie_ns=1500000000 ppid=1 reaper_pid=1 orphaned_ns=2000000000 orphaned_by_pid=5 orphaned_by_comm=p adopter_pid=1 adopter_comm=init tracer_pid=9 tracer_comm=t tracer_left_ns=2900000000 reapable_ns=2900000000",
	  "x (pid 7, orphan of 5) exited with status 0, 500.0ms after it was born; its tracer t (pid 9) held it for 1.400s; init (pid 1), which had adopted it, reaped it 100.0ms later." },
	{ ALIVE "pid=8 state=zombie cause=group zombie_ns=1500000000 tracer_pid=9 tracer_comm=t reapable_ns=1500000000",
	  "x (pid 8, thread of 7) ended with its process 500.0ms after the thread was born; it has been a zombie for 1.500s, held by its tracer t (pid 9)." },
	{ ALIVE "state=zombie cause=exited zombie_ns=1500000000 tracer_pid=9 tracer_comm=t tracer_left_ns=2900000000 reapable_ns=2900000000",
	  "x (pid 7, child of 5) exited with status 0, 500.0ms after it was born; it has been a zombie for 1.500s; its tracer t (pid 9) held it for 1.400s; its parent (pid 5) has not reaped it for 100.0ms." },
	{ ALIVE "state=sleeping state_since_ns=2100000000 tracer_pid=9 tracer_comm=t",
	  "x (pid 7, child of 5) is alive and 2.000s old; it has been sleeping for 900.0ms; it is traced by t (pid 9)." },
	{ "cause=pdeathsig signal_origin=pdeathsig exit_signal=15 killer_pid=5 killer_comm=y killer_tid=6 killer_thread_comm=pool-3",
	  "x (pid 7, child of 5) was killed by SIGTERM, which it had requested for the death of its parent, as thread pool-3 of y (pid 5), which had forked it, ended (the process lived on), 2.000s after it was born; its parent reaped it at once." },
	{ "cause=pdeathsig signal_origin=pdeathsig exit_signal=15 killer_pid=5 killer_comm=y killer_tid=5 killer_thread_comm=y",
	  "x (pid 7, child of 5) was killed by SIGTERM, which it had requested for the death of its parent, as the main thread of y (pid 5), which had forked it, ended (the process lived on), 2.000s after it was born; its parent reaped it at once." },
	{ "cause=pdeathsig signal_origin=pdeathsig exit_signal=15 killer_pid=5 killer_comm=y killer_tid=6",
	  "x (pid 7, child of 5) was killed by SIGTERM, which it had requested for the death of its parent, as a thread of y (pid 5), which had forked it, ended (the process lived on), 2.000s after it was born; its parent reaped it at once." },
};

static void holders(void)
{
	struct made made, thread;
	struct lct_case c = { .task = &made.task };

	make(&made, ALIVE "state=zombie cause=exited zombie_ns=1500000000 tracer_pid=9 tracer_comm=t");
	made.task.held = &made.task;
	judge(&c, "x (pid 7, child of 5) exited with status 0, 500.0ms after it was born; it has been a zombie for 1.500s, held by its tracer t (pid 9).",
	      "a zombie that its tracer holds is not blamed on its parent");
	make(&made, ALIVE "state=zombie cause=exited zombie_ns=1500000000");
	make(&thread, "pid=8 tgid=7 tracer_pid=9 tracer_comm=t " ALIVE "state=zombie");
	made.task.held = &thread.task;
	judge(&c, "x (pid 7, child of 5) exited with status 0, 500.0ms after it was born; it has been a zombie for 1.500s, because its thread 8 is held by its tracer t (pid 9).",
	      "nor is one whose thread a tracer holds");
}

int main(void)
{
	struct made made;
	const struct lct_case c = { .task = &made.task };
	size_t i;

	plan(NR(cases) + 2);
	for (i = 0; i < NR(cases); i++) {
		make(&made, cases[i].facts);
		judge(&c, cases[i].wanted, cases[i].facts);
	}
	holders();
	return ktap_failed;
}
