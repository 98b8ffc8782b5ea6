// SPDX-License-Identifier: GPL-2.0
/* Exit statuses that have a meaning, and the units that a sentence names. */
#include "made.h"

#define FAILED(status)	"cause=failed exit_code=" status " "
#define UNIT		"cgroup=/system.slice/a.service "
#define SESSION		"/user.slice/user-7.slice/session-3.scope"
#define END		" 2.000s after it was born; its parent reaped it at once."

static const struct {
	const char *facts;
	const char *wanted;
} cases[] = {
	{ FAILED("1"), "x (pid 7, child of 5) failed with status 1," END },
	{ FAILED("78"), "x (pid 7, child of 5) failed with status 78 (EX_CONFIG in sysexits.h)," END },
	{ FAILED("127") "exe=/usr/bin/dash",
	  "x (pid 7, child of 5) failed with status 127 (for dash, the command was not found)," END },
	{ FAILED("127") "exe=/usr/bin/curl", "x (pid 7, child of 5) failed with status 127," END },
	{ FAILED("127") "exe=/usr/bin/dash died_ns=2900000000 exec_failed_ns=2800000000 exec_errno=2",
	  "x (pid 7, child of 5) failed with status 127, 2.000s after it was born; its exec had failed with ENOENT (the file or its interpreter does not exist) 100.0ms before; its parent reaped it at once." },
	{ FAILED("203") UNIT "comm=(x) execs=0",
	  "(x) (pid 7, child of 5) in a.service failed with status 203 (for systemd, EXEC: executing its program failed)," END },
	{ FAILED("203") UNIT "comm=(x) execs=1 exe=/usr/lib/systemd/systemd-executor",
	  "(x) (pid 7, child of 5) in a.service failed with status 203 (for systemd, EXEC: executing its program failed)," END },
	{ FAILED("203") UNIT "comm=(x) execs=0 exe=/usr/bin/udevadm",
	  "(x) (pid 7, child of 5) in a.service failed with status 203," END },
	{ FAILED("203") UNIT "comm=(x) execs=1",
	  "(x) (pid 7, child of 5) in a.service failed with status 203," END },
	{ FAILED("223") UNIT "comm=(x) execs=0",
	  "(x) (pid 7, child of 5) in a.service failed with status 223," END },
	{ FAILED("203") UNIT "execs=0", "x (pid 7, child of 5) in a.service failed with status 203," END },
	{ FAILED("203") "comm=(x) execs=0", "(x) (pid 7, child of 5) failed with status 203," END },
	{ "cause=exited exit_code=0 cgroup=/init.scope", "x (pid 7, child of 5) exited with status 0," END },
	{ "cause=killed signal_origin=user exit_signal=9 core_dumped=0 killer_pid=9 killer_comm=y killer_uid=3 killer_cgroup=" SESSION " " UNIT,
	  "x (pid 7, child of 5) in a.service was killed by SIGKILL from y (pid 9, uid 3) in session-3.scope" END },
	{ "cause=killed signal_origin=user exit_signal=9 core_dumped=0 killer_pid=1 killer_comm=systemd killer_uid=0 killer_cgroup=/init.scope " UNIT,
	  "x (pid 7, child of 5) in a.service was killed by SIGKILL from systemd (pid 1, uid 0)" END },
	{ "cause=exited exit_code=0 died_ns=2900000000 handled_signal=15 handled_ns=2700000000 handled_origin=user handled_sender_pid=4 handled_sender_comm=w handled_sender_cgroup=" SESSION,
	  "x (pid 7, child of 5) exited with status 0, 2.000s after it was born, 200.0ms after it handled SIGTERM from w (pid 4) in session-3.scope; its parent reaped it at once." },
};

int main(void)
{
	struct lct_case c = { .form = LCT_FORM_HUMAN };
	struct made made;
	size_t i;

	plan(NR(cases));
	for (i = 0; i < NR(cases); i++) {
		make(&made, cases[i].facts);
		c.task = &made.task;
		judge(&c, cases[i].wanted, cases[i].facts);
	}
	return ktap_failed;
}
