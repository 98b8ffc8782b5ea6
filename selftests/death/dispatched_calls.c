// SPDX-License-Identifier: GPL-2.0
/*
 * Dispatch of system calls to user space (Linux 5.11): a process that has no handler for a
 * call that it dispatches, or no valid selector, is ended by a signal of its own making.
 */
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH	59
#define PR_SYS_DISPATCH_ON		1
#endif
#define BLOCK		1
#define INVALID		7
#define SYS_USER_DISPATCH_CODE	2

/* Does not return, unless the kernel lacks the call: exits with 77 then. */
static void dispatch(volatile char *selector)
{
	if (prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0, selector))
		_exit(77);
}

static void blocked(void *unused)
{
	static volatile char selector;

	dispatch(&selector);
	selector = BLOCK;
	syscall(SYS_getppid);
}

static void invalid(void *unused)
{
	static volatile char selector;

	dispatch(&selector);
	selector = INVALID;
	syscall(SYS_getppid);
}

static void unmapped(void *unused)
{
	char *selector = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			      -1, 0);

	require(selector != MAP_FAILED, "mmap: %s", strerror(errno));
	dispatch(selector);
	munmap(selector, 4096);
	syscall(SYS_getppid);
}

/* Before 5.16, commit 941edc5bf174, the kernel ends the task without sending a signal. */
static void expect_crash(void (*run)(void *), int sig, int code)
{
	pid_t pid = spawn(run, NULL);
	struct table *dead;

	wait_exited(pid);
	if (!strcmp(table_text(task_get(pid), 0, "exit_code"), "77"))
		ktap_skip("no dispatch of system calls");
	dead = expect_death(pid, "crashed");
	expect_no_killer(dead);
	expect_cells(dead, "exit_signal=%d signal_origin=fault signal_code=%d", sig, code);
}

static void without_handler(void)
{
	expect_crash(blocked, SIGSYS, SYS_USER_DISPATCH_CODE);
}

static void without_selector(void)
{
	expect_crash(invalid, SIGSYS, SI_KERNEL);
	expect_crash(unmapped, SIGSEGV, SI_KERNEL);
}

static const struct ktap_case cases[] = {
	{ "a dispatched call without a handler is the process's own fault", without_handler },
	{ "so is one without a valid selector", without_selector },
};

KTAP_MAIN(cases)
