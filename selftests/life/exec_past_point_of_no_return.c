// SPDX-License-Identifier: GPL-2.0
/*
 * An exec that fails past the point of no return: the old program is gone, and the kernel
 * kills the process with a signal of its own.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bad_program.h"
#include "child.h"
#include "death.h"
#include "ktap.h"

static void exec_broken(void *unused)
{
	execl(BAD_LATE, "broken", NULL);
	_exit(errno);
}

static void broken(void)
{
	struct table *dead;
	int status;

	bad_programs_make();
	status = reap(spawn(exec_broken, NULL));
	if (!WIFSIGNALED(status))
		ktap_skip("this kernel detects it early: %x", status);
	/* The path was in the memory of the old program. */
	dead = expect_death(spawn(exec_broken, NULL), "crashed");
	expect_no_killer(dead);
	expect_cells(dead, "exit_signal=%d signals_sent=0 execs=0 execs_failed=1 exec_failed_path=-",
		     SIGSEGV);
}

static const struct ktap_case cases[] = {
	{ "an exec that fails past the point of no return is recorded", broken,
	  bad_programs_remove },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
