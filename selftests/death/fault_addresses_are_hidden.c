// SPDX-License-Identifier: GPL-2.0
/*
 * A fault address is hidden from a user who may not ptrace the process: a set-user-ID
 * program, one that has or had other credentials, one that is nondumpable.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "userns.h"

#define BOB 1002
#define ADDRESS 4660
#define PROGRAM "/tmp/lc-set-user-id"

struct sight {
	pid_t pid;
	const char *address;
};

static void expect_address(pid_t pid, const char *address)
{
	expect_cells(task_get(pid), "uid=%d exit_signal=11 signal_origin=fault fault_address=%s",
		     BOB, address);
}

static void look_as_bob(void *data)
{
	struct sight *sight = data;

	become(BOB);
	expect_address(sight->pid, sight->address);
}

/* A zombie's row, then the dead task's; root sees both. */
static void expect_faults(void (*run)(void *), const char *for_bob)
{
	struct sight sight = { spawn(run, NULL), for_bob };
	char address[16];

	snprintf(address, sizeof(address), "%d", ADDRESS);
	wait_exited(sight.pid);
	expect_u64("status", reap(spawn(look_as_bob, &sight)), 0);
	expect_address(sight.pid, address);
	reap(sight.pid);
	expect_u64("status", reap(spawn(look_as_bob, &sight)), 0);
	expect_address(sight.pid, address);
}

static void fault(void)
{
	struct rlimit none = { 0 };

	setrlimit(RLIMIT_CORE, &none);
	*(volatile char *)(uintptr_t)ADDRESS = 1;
}

/* After an exec of its own the process belongs to its user entirely. */
static void exec_and_fault(void *unused)
{
	become(BOB);
	exec_helper("@fault", ADDRESS);
}

static void plain(void)
{
	expect_faults(exec_and_fault, "4660");
}

/* It still has the memory layout of root's process that it was forked from. */
static void drop_and_fault(void *unused)
{
	become(BOB);
	fault();
}

static void dropped(void)
{
	expect_faults(drop_and_fault, "-");
}

static void exec_set_user_id(void *unused)
{
	char number[16];

	become(BOB);
	snprintf(number, sizeof(number), "%d", ADDRESS);
	execl(PROGRAM, PROGRAM, "@fault", number, NULL);
	_exit(126);
}

static void set_user_id(void)
{
	require(!system("cp /proc/$PPID/exe " PROGRAM), "cannot copy the test");
	require(!chown(PROGRAM, 0, 0) && !chmod(PROGRAM, 04755), PROGRAM ": %s",
		strerror(errno));
	expect_faults(exec_set_user_id, "-");
}

/* A set-group-ID program never has another uid. */
static void set_group_id(void)
{
	require(!system("cp /proc/$PPID/exe " PROGRAM), "cannot copy the test");
	require(!chown(PROGRAM, 0, 0) && !chmod(PROGRAM, 02755), PROGRAM ": %s",
		strerror(errno));
	expect_faults(exec_set_user_id, "-");
}

/* Its user has all capabilities over its user namespace, but not over that of the memory. */
static void exec_inside(void *unused)
{
	char number[16];

	userns_enter_alone(BOB);
	snprintf(number, sizeof(number), "%d", ADDRESS);
	execl(PROGRAM, PROGRAM, "@fault", number, NULL);
	_exit(126);
}

static void unreadable(void)
{
	require(!system("cp /proc/$PPID/exe " PROGRAM), "cannot copy the test");
	require(!chown(PROGRAM, 0, 0) && !chmod(PROGRAM, 00711), PROGRAM ": %s",
		strerror(errno));
	expect_faults(exec_inside, "-");
}

static void remove_program(void)
{
	unlink(PROGRAM);
}

static void guard_and_fault(void *unused)
{
	become(BOB);
	prctl(PR_SET_DUMPABLE, 0);
	fault();
}

static void unguard_and_fault(void *unused)
{
	become(BOB);
	prctl(PR_SET_DUMPABLE, 1);
	fault();
}

static void by_wish(void)
{
	expect_faults(guard_and_fault, "-");
	expect_faults(unguard_and_fault, "4660");
}

static const struct ktap_case cases[] = {
	{ "a user sees the fault address of its own program", plain },
	{ "the address is hidden after root has switched to the user", dropped },
	{ "the address is hidden for a set-user-ID program that dropped its privileges",
	  set_user_id, remove_program },
	{ "the address is hidden for a set-group-ID program", set_group_id, remove_program },
	{ "the address is hidden for an unreadable program in a user namespace", unreadable,
	  remove_program },
	{ "PR_SET_DUMPABLE decides whether the address is hidden", by_wish },
};

KTAP_MAIN(cases)
