// SPDX-License-Identifier: GPL-2.0
/* A process that traces its own child keeps nobody else from reaping it. */
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "row.h"

static void trace_child_and_leave(void *data)
{
	struct gate *report = data, end;
	pid_t pid;

	gate_init(&end);
	pid = spawn(block_on, &end);
	require(!ptrace(PTRACE_SEIZE, pid, 0, 0), "seize: %s", strerror(errno));
	gate_open(&end);
	wait_state(pid, "zombie");
	gate_send(report, &pid, sizeof(pid));
}

/* Nobody had to wait for the tracer: the zombie was its own child. */
static void parent_traces_and_leaves(void)
{
	struct gate report;
	pid_t parent, pid;

	gate_init(&report);
	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	parent = spawn(trace_child_and_leave, &report);
	gate_receive(&report, &pid, sizeof(pid));
	table_free(expect_death(parent, "exited"));
	expect_cells(expect_death(pid, "exited"), "tracer_left_ns=- reap=waited reaper_pid=%d",
		     getpid());
}

static const struct ktap_case cases[] = {
	{ "a parent that traces its zombie until it dies itself has not let it go",
	  parent_traces_and_leaves },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
