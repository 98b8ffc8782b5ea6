// SPDX-License-Identifier: GPL-2.0
/* Members of the group gid= see all tasks, but not what only ptrace(2) would show. */
#include <grp.h>
#include <inttypes.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "program.h"

#define PARAMETER "/sys/module/lifecycle/parameters/gid"
#define GROUP 4001
#define BOB 1002
#define ADDRESS 4660

static pid_t faulted;

static bool set_group(const char *text)
{
	return write_file(PARAMETER, text);
}

static void reset_group(void)
{
	set_group("-1");
}

static void fault(void *unused)
{
	exec_helper("@fault", ADDRESS);
}

static void become_member(gid_t effective, gid_t other)
{
	require(!setgroups(1, &other), "setgroups: %s", strerror(errno));
	require(!syscall(SYS_setresgid, effective, effective, effective), "setresgid: %s",
		strerror(errno));
	require(!syscall(SYS_setresuid, BOB, BOB, BOB), "setresuid: %s", strerror(errno));
}

static void expect_all(void)
{
	struct table *tasks = table_read(LC_PROC "tasks");
	struct table *dead = task_get(faulted);

	expect_u64("rows of init", table_count(tasks, "pid", 1), 1);
	expect_u64("rows of kthreadd", table_count(tasks, "pid", 2), 1);
	expect_cells(dead, "uid=0 exit_signal=11 signal_origin=fault exe=%s", program_self());
	expect_cells(dead, "fault_address=-");
}

static void expect_own(void)
{
	struct table *tasks = table_read(LC_PROC "tasks");

	expect_u64("rows of init", table_count(tasks, "pid", 1), 0);
	expect_u64("rows of Bob", table_count(tasks, "uid", BOB), tasks->rows);
	expect(!task_ask(faulted) && errno == ESRCH, "a task of root's: %s", strerror(errno));
}

static void look_as_member(void *unused)
{
	become_member(BOB, GROUP);
	expect_all();
}

static void look_as_effective_member(void *unused)
{
	become_member(GROUP, BOB);
	expect_all();
}

static void look_as_other(void *unused)
{
	become_member(BOB, GROUP + 1);
	expect_own();
}

static void look_as_member_of_none(void *unused)
{
	become_member(BOB, GROUP);
	expect_own();
}

static void look(void (*reader)(void *))
{
	expect_u64("status", reap(spawn(reader, NULL)), 0);
}

static void member(void)
{
	faulted = spawn(fault, NULL);
	reap(faulted);
	look(look_as_other);
	require(set_group("4001"), PARAMETER ": %s", strerror(errno));
	look(look_as_member);
	look(look_as_effective_member);
	look(look_as_other);
	require(set_group("-1"), PARAMETER ": %s", strerror(errno));
	look(look_as_member_of_none);
}

static void refused(void)
{
	static const char *const bad[] = { "-2", "adm", "4294967296", "1 2", "0x" };
	char *text;

	require(set_group("4001"), PARAMETER ": %s", strerror(errno));
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		ktap_diag("'%s'", bad[i]);
		expect(!set_group(bad[i]), "it is accepted");
	}
	text = path_text(PARAMETER);
	expect_text(PARAMETER, text, "4001\n");
}

static const struct ktap_case cases[] = {
	{ "members see all tasks, without addresses", member, reset_group },
	{ "what is not a group changes nothing", refused, reset_group },
};

KTAP_MAIN(cases)
