// SPDX-License-Identifier: GPL-2.0
/*
 * A search along PATH fails once in each folder. Of one that fails altogether, the record has
 * the errno that execvp(3) returns, which need not be that of its newest exec.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bad_program.h"
#include "child.h"
#include "death.h"
#include "ktap.h"

#ifndef AT_EXECVE_CHECK
#define AT_EXECVE_CHECK 0x10000
#endif

#define NAME(path)	(strrchr(path, '/') + 1)

/* A call that does not fail ends the child. */
static char *const arguments[] = { "x", "@exit", "9", NULL };
static char *const others[] = { "y", "@exit", "9", NULL };

struct search {
	const char *path;
	int execs, error;
};

static void search_and_exit(void *data)
{
	const struct search *search = data;

	setenv("PATH", search->path, 1);
	execvp(NAME(BAD_PLAIN), arguments);
	_exit(errno);
}

/* BAD_PLAIN is in /tmp, and has no permission. */
static void searches(void)
{
	static const struct search all[] = {
		{ "/tmp", 1, EACCES },
		{ "/no/such:/dev/null", 2, ENOTDIR },
		{ "/no/such:/tmp", 2, EACCES },
		{ "/tmp:/no/such", 2, EACCES },
		{ "/tmp:/no/such:/dev/null:/proc", 4, EACCES },
	};

	bad_programs_make();
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		expect_cells(expect_death(spawn(search_and_exit, (void *)&all[i]), "failed"),
			     "exit_code=%d execs_failed=%d exec_errno=%d", all[i].error,
			     all[i].execs, all[i].error);
}

static void expect_own(int count, int error)
{
	expect_cells(values_read(LC_PROC "self"), "execs_failed=%d exec_errno=%d", count, error);
}

/* With arguments of its own, each exec is one for itself. */
static void no_search(void)
{
	bad_programs_make();
	execv(BAD_PLAIN, arguments);
	execv("/no/such/program", others);
	expect_own(2, ENOENT);
	execv(BAD_PLAIN, others);
	expect_own(3, EACCES);
	execv(BAD_JUNK, others);
	expect_own(4, ENOEXEC);
	syscall(SYS_execveat, AT_FDCWD, "/no/such/program", others, NULL, 0);
	expect_own(5, ENOEXEC);
	syscall(SYS_execveat, AT_FDCWD, "/no/such/program", arguments, NULL, 0);
	expect_own(6, ENOENT);
}

/* An older kernel rejects the flag. */
static void only_asks(void)
{
	bad_programs_make();
	require(syscall(SYS_execveat, AT_FDCWD, BAD_PLAIN, arguments, NULL, AT_EXECVE_CHECK) < 0 &&
		(errno == EACCES || errno == EINVAL), "not refused: %s", strerror(errno));
	if (!syscall(SYS_execveat, AT_FDCWD, "/proc/self/exe", arguments, NULL, AT_EXECVE_CHECK))
		ktap_diag("this kernel can be asked");
	expect_cells(values_read(LC_PROC "self"), "execs=0 execs_failed=0 exec_errno=-");
}

static const struct ktap_case cases[] = {
	{ "a search has the errno that execvp(3) returns", searches, bad_programs_remove },
	{ "execs that are no search have the newest errno", no_search, bad_programs_remove },
	{ "execveat() that only asks is no failed exec", only_asks, bad_programs_remove },
};

KTAP_MAIN(cases)
