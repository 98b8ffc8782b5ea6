// SPDX-License-Identifier: GPL-2.0
/*
 * 32-bit system calls have other numbers. How a process exits, and whether a siginfo comes
 * from a sender or the kernel, is recorded alike for both.
 */
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

/* From asm/unistd_32.h, which cannot be included beside unistd_64.h. */
enum { EXIT = 1, GETPID = 20, KILL = 37, RT_SIGQUEUEINFO = 178, EXIT_GROUP = 252 };

/* Any process may use int 0x80; pointers it passes must be below 4 GiB. */
static int call32(int nr, int a, int b, int c)
{
	int ret;

	asm volatile("int $0x80" : "=a"(ret) : "a"(nr), "b"(a), "c"(b), "d"(c)
		     : "memory", "r8", "r9", "r10", "r11");
	return ret;
}

static void get_pid(void *unused)
{
	_exit(call32(GETPID, 0, 0, 0) != getpid());
}

static void need_calls(void)
{
	if (reap(spawn(get_pid, NULL)))
		ktap_skip("no 32-bit system calls");
}

static void exit_group(void *unused)
{
	call32(EXIT_GROUP, 9, 0, 0);
}

static void exit_alone(void *unused)
{
	call32(EXIT, 9, 0, 0);
}

static void ends(void)
{
	pid_t pid;

	need_calls();
	pid = spawn(exit_group, NULL);
	expect_cells(expect_death(pid, "failed"), "exit_code=9 exit_initiator_pid=%d", pid);
	pid = spawn(exit_alone, NULL);
	expect_cells(expect_death(pid, "failed"), "exit_code=9 exit_initiator_pid=-");
}

static void kill_self(void *sig)
{
	call32(KILL, getpid(), *(int *)sig, 0);
}

/*
 * The kernel itself sends these two to the current task, and from 7.3 on in the same way.
 */
static void kills_itself(void)
{
	const int signals[] = { SIGPIPE, SIGXFSZ };

	need_calls();
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		pid_t pid = spawn(kill_self, (void *)&signals[i]);

		expect_cells(expect_death(pid, "killed"),
			     "signal_origin=self killer_pid=%d exit_signal=%d",
			     pid, signals[i]);
	}
}

/* A 32-bit siginfo_t: 32-bit fields, 128 bytes in total. */
static void forge(void *code)
{
	int *info = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);

	require(info != MAP_FAILED, "mmap: %s", strerror(errno));
	info[0] = SIGSEGV;
	info[2] = *(int *)code;
	info[3] = 1;
	call32(RT_SIGQUEUEINFO, getpid(), SIGSEGV, (long)info);
}

static void forges(void)
{
	const int codes[] = { SEGV_MAPERR, SI_KERNEL, SI_USER };

	need_calls();
	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		pid_t pid = spawn(forge, (void *)&codes[i]);

		expect_cells(expect_death(pid, "crashed"), "signal_origin=self signal_code=%d "
			     "killer_pid=%d fault_address=-", codes[i], pid);
	}
}

static const struct ktap_case cases[] = {
	{ "32-bit exit_group and exit are distinguished", ends },
	{ "32-bit kill() of a signal that the kernel sends too is recorded", kills_itself },
	{ "a 32-bit siginfo with a kernel's si_code is not trusted", forges },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
