// SPDX-License-Identifier: GPL-2.0
/*
 * What belongs together is shown together, though it changes while a reader copies it: tasks
 * that change it preempt the reader, wherever that is, hundreds of times.
 */
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "load.h"
#include "namespace.h"
#include "schedule.h"
#include "table.h"
#include "time.h"

#define HISTORY "/sys/module/lifecycle/parameters/history"
#define PREEMPT "/sys/kernel/debug/sched/preempt"

#define READING_NS (1000 * MS_NS)

/* A PID in the namespace of a reader. */
#define STRANGER 300
#define STRANGERS "300"

/* For so long the reader goes on before it is preempted again. */
#define TURN_NS 200000

static char preempt_before[16];

/* Where that can be chosen; the reader has to be preempted in the kernel. */
static void begin(void)
{
	char *modes = path_text(PREEMPT), *mode = modes ? strchr(modes, '(') : NULL;

	if (mode)
		sscanf(mode, "(%15[a-z]", preempt_before);
	free(modes);
	write_file(PREEMPT, "full");
	if (!preemptible_kernel())
		ktap_skip("the kernel is not preemptible");
	pin(0);
}

static void end(void)
{
	write_file(PREEMPT, preempt_before);
	write_file(HISTORY, "4096,4096,2048");
}

/* Acts whenever the reader has gone on for a while, wherever it is. */
static void act_in_turns(void (*act)(void *), void *data)
{
	const struct itimerspec turn = { .it_value.tv_nsec = TURN_NS };
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	uint64_t turns;

	require(fd >= 0, "timerfd: %s", strerror(errno));
	set_policy(0, SCHED_FIFO, 10);
	for (;;) {
		act(data);
		require(!timerfd_settime(fd, 0, &turn, NULL) &&
			read(fd, &turns, sizeof(turns)) == sizeof(turns), "no turn");
	}
}

/* A child that has this PID in its namespace, or any if that is 0. */
static void end_child_as(void *data)
{
	pid_t pid = *(pid_t *)data;
	struct clone_args args = {
		.exit_signal = SIGCHLD, .set_tid = pid ? (uintptr_t)&pid : 0,
		.set_tid_size = !!pid,
	};
	pid_t child = syscall(SYS_clone3, &args, sizeof(args));

	if (!child)
		_exit(0);
	require(child > 0, "clone3: %s", strerror(errno));
	waitpid(child, NULL, 0);
}

static void end_strangers(void *unused)
{
	pid_t pid = STRANGER;

	act_in_turns(end_child_as, &pid);
}

static void end_fellows(void *user)
{
	pid_t any = 0;

	/* This user may keep the policy, but not set it. */
	set_policy(0, SCHED_FIFO, 10);
	become(*(unsigned int *)user);
	act_in_turns(end_child_as, &any);
}

/* Who has the PID is another user's; who is of the user is in another namespace. */
static void ask_for_strangers(void *user)
{
	uint64_t start = clock_ns(), queries = 0;
	int fd;

	spawn(end_strangers, NULL);
	become(*(unsigned int *)user);
	fd = open(LC_PROC "task", O_RDWR | O_CLOEXEC);
	require(fd >= 0, "task: %s", strerror(errno));
	for (; clock_ns() - start < READING_NS && !ktap_failed(); queries++)
		expect(write(fd, STRANGERS, strlen(STRANGERS)) < 0 && errno == ESRCH,
		       "a mixture of two deaths is shown: %s", file_text(fd));
	ktap_diag("%llu queries", (unsigned long long)queries);
}

static void need_chosen_pids(void)
{
	pid_t pid = getpid();
	struct clone_args args = { .set_tid = (uintptr_t)&pid, .set_tid_size = 1 };

	/* One that is in use is refused last. */
	if (syscall(SYS_clone3, &args, sizeof(args)) != -1 || errno != EEXIST)
		ktap_skip("clone3 with set_tid: %s", strerror(errno));
}

/* All deaths follow each other in one place. */
static void deaths(void)
{
	unsigned int user = 1234;
	pid_t fellows, reader;

	need_chosen_pids();
	begin();
	require(write_file(HISTORY, "1"), HISTORY ": %s", strerror(errno));
	fellows = spawn(end_fellows, &user);
	reader = spawn_init(ask_for_strangers, &user);
	expect_u64("status of the reader", reap(reader), 0);
	ktap_diag("%llu deaths", (unsigned long long)stats_get("deaths"));
	end_child(fellows);
}

static const struct ktap_case cases[] = {
	{ "a death is not mixed with the next one in its place", deaths, end },
};

KTAP_MAIN(cases)
