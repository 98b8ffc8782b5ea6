// SPDX-License-Identifier: GPL-2.0
/*
 * A signal for I/O on a file can have any number, chosen by any process that may signal the
 * owner. It has the origin sigio and no sender, and never counts as a crash.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

#define FOLDER "/tmp/lc-watched"
#define FILE_IN_IT FOLDER "/file"

/* Another process's file: a pipe that has data to read. */
static void signal_owner(struct f_owner_ex owner, int sig)
{
	int ends[2];

	require(!pipe(ends), "pipe: %s", strerror(errno));
	require(!fcntl(ends[0], F_SETOWN_EX, &owner), "F_SETOWN_EX: %s", strerror(errno));
	require(!sig || !fcntl(ends[0], F_SETSIG, sig), "F_SETSIG: %s", strerror(errno));
	require(!fcntl(ends[0], F_SETFL, O_ASYNC), "O_ASYNC: %s", strerror(errno));
	require(write(ends[1], "", 1) == 1, "write: %s", strerror(errno));
	close(ends[0]);
	close(ends[1]);
}

static void expect_io(int type, int sig)
{
	struct f_owner_ex owner = { .type = type };
	int taken = sig ?: SIGIO, code = SI_KERNEL;
	struct twin twin;
	struct table *dead;

	ktap_diag("signal %d", taken);
	if (sig != SIGKILL) {
		twin_start(&twin, taken, block_forever, NULL);
		wait_blocked(twin.pid);
		owner.pid = twin.pid;
		signal_owner(owner, sig);
		code = twin_end(&twin).si_code;
	}
	owner.pid = spawn(block_forever, NULL);
	wait_blocked(owner.pid);
	signal_owner(owner, sig);
	dead = expect_death(owner.pid, "killed");
	expect_kernel_signal(dead, "sigio", taken);
	expect_cells(dead, "signal_state=sleeping fault_address=-");
	if (sig != SIGKILL)
		expect_cells(dead, "signal_code=%d", code);
	table_free(dead);
}

static void of_another(void)
{
	const int signals[] = { 0, SIGIO, SIGTERM, SIGHUP, SIGSEGV, SIGBUS, SIGTRAP, SIGSYS,
				SIGABRT, SIGKILL, SIGRTMIN + 1 };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		expect_io(F_OWNER_PID, signals[i]);
		expect_io(F_OWNER_TID, signals[i]);
	}
}

static void hold_lease(void *ready)
{
	int fd = open(FILE_IN_IT, O_RDWR | O_CREAT, 0600);

	require(fd >= 0, "%s: %s", FILE_IN_IT, strerror(errno));
	require(!fcntl(fd, F_SETLEASE, F_WRLCK), "F_SETLEASE: %s", strerror(errno));
	gate_open(ready);
	block_forever(NULL);
}

static void break_lease(void)
{
	require(open(FILE_IN_IT, O_RDONLY | O_NONBLOCK | O_CLOEXEC) < 0, "there is no lease");
}

static void watch_folder(void *ready)
{
	int fd = open(FOLDER, O_RDONLY | O_DIRECTORY);

	if (fcntl(fd, F_NOTIFY, DN_DELETE))
		ktap_skip("F_NOTIFY: %s", strerror(errno));
	gate_open(ready);
	block_forever(NULL);
}

static void change_folder(void)
{
	require(!unlink(FILE_IN_IT), "unlink: %s", strerror(errno));
}

static void expect_event(void (*watch)(void *), void (*cause)(void))
{
	struct table *dead;
	struct gate ready;
	pid_t pid;

	gate_init(&ready);
	pid = spawn(watch, &ready);
	gate_wait(&ready);
	wait_blocked(pid);
	cause();
	dead = expect_death(pid, "killed");
	expect_kernel_signal(dead, "sigio", SIGIO);
	expect_cells(dead, "signal_code=%d", SI_KERNEL);
	table_free(dead);
}

static void of_its_own(void)
{
	require(!mkdir(FOLDER, 0700), "%s: %s", FOLDER, strerror(errno));
	expect_event(hold_lease, break_lease);
	expect_event(watch_folder, change_folder);
}

static void remove_folder(void)
{
	unlink(FILE_IN_IT);
	rmdir(FOLDER);
}

static const struct ktap_case cases[] = {
	{ "a signal for another process's file has the origin sigio", of_another },
	{ "a signal for a lease or a folder has the origin sigio", of_its_own, remove_folder },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
