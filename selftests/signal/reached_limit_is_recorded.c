// SPDX-License-Identifier: GPL-2.0
/* The limit that a process has reached is recorded, and none if it has reached none. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "load.h"
#include "sender.h"
#include "time.h"

#define HOUR 3600UL
#define HOUR_US (HOUR * 1000000)
#define SOON_US 50000UL

static void limit(int resource, rlim_t soft, rlim_t hard)
{
	struct rlimit limit = { soft, hard };

	require(!setrlimit(resource, &limit), "setrlimit: %s", strerror(errno));
}

static void limit_by_hours(void)
{
	limit(RLIMIT_CPU, HOUR, HOUR);
	limit(RLIMIT_RTTIME, HOUR_US, HOUR_US);
}

static void run_for_ever(void)
{
	for (;;)
		getppid();
}

static void *run_realtime(void *unused)
{
	set_policy(0, SCHED_RR | SCHED_RESET_ON_FORK, 1);
	run_for_ever();
	return NULL;
}

static void exceed_rttime_in_thread(void *hard)
{
	pthread_t thread;

	limit_by_hours();
	limit(RLIMIT_RTTIME, SOON_US, hard ? SOON_US : HOUR_US);
	require(!pthread_create(&thread, NULL, run_realtime, NULL), "pthread_create");
	block_forever(NULL);
}

static void exceed_cpu(void *hard)
{
	limit_by_hours();
	limit(RLIMIT_CPU, 1, hard ? 1 : HOUR);
	set_policy(0, SCHED_FIFO, 1);
	/* It sleeps now and then, so it does not run for long without a sleep. */
	for (;;) {
		burn(1000000);
		usleep(1);
	}
}

static void exceed_cpu_after_rttime(void *unused)
{
	limit_by_hours();
	set_policy(0, SCHED_FIFO, 1);
	burn(SOON_US * 2000);
	set_policy(0, SCHED_OTHER, 0);
	limit(RLIMIT_CPU, 1, HOUR);
	run_for_ever();
}

/* The next tick finds both reached, even if the soft limit was raised by a second. */
static void exceed_both(void *hard)
{
	limit_by_hours();
	if (hard)
		signal(SIGXCPU, SIG_IGN);
	set_policy(0, SCHED_FIFO, 1);
	burn(hard ? 2500000000 : 1500000000);
	limit(RLIMIT_RTTIME, SOON_US, HOUR_US);
	limit(RLIMIT_CPU, 1, hard ? 1 : HOUR);
	run_for_ever();
}

static void be_limited_by_another(void *gate)
{
	limit_by_hours();
	gate_open(gate);
	run_for_ever();
}

static void write_too_much(void *unused)
{
	int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);

	limit(RLIMIT_FSIZE, 4, 4);
	require(pwrite(fd, "abcd", 4, 0) == 4, "write: %s", strerror(errno));
	if (pwrite(fd, "e", 1, 4) == 1)
		_exit(1);
}

static void truncate_to_too_much(void *unused)
{
	int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);

	limit(RLIMIT_FSIZE, 4, 4);
	if (!ftruncate(fd, 5))
		_exit(1);
}

static void expect_limit(pid_t pid, const char *name, int sig)
{
	struct table *dead = expect_death(pid, "killed");

	expect_kernel_signal(dead, "rlimit", sig);
	expect_cells(dead, "signal_rlimit=%s", name);
	table_free(dead);
}

static void realtime(void)
{
	expect_limit(spawn(exceed_rttime_in_thread, NULL), "rttime", SIGXCPU);
	expect_limit(spawn(exceed_rttime_in_thread, ""), "rttime", SIGKILL);
}

/* The hard limit, which ends the process, is reached by one only. */
static void both(void)
{
	expect_limit(spawn(exceed_both, NULL), "rttime", SIGXCPU);
	expect_limit(spawn(exceed_both, ""), "cpu", SIGKILL);
}

static void cpu_time(void)
{
	expect_limit(spawn(exceed_cpu, NULL), "cpu", SIGXCPU);
	expect_limit(spawn(exceed_cpu, ""), "cpu", SIGKILL);
	expect_limit(spawn(exceed_cpu_after_rttime, NULL), "cpu", SIGXCPU);
}

static void file_size(void)
{
	expect_limit(spawn(write_too_much, NULL), "fsize", SIGXFSZ);
	expect_limit(spawn(truncate_to_too_much, NULL), "fsize", SIGXFSZ);
}

/* For who is recorded as its killer see limit_setter_is_recorded. */
static void set_by_another(void)
{
	struct rlimit limit = { 1, 1 };
	struct gate gate;
	pid_t pid;

	gate_init(&gate);
	pid = spawn(be_limited_by_another, &gate);
	gate_wait(&gate);
	require(!prlimit(pid, RLIMIT_CPU, &limit, NULL), "prlimit: %s", strerror(errno));
	expect_cells(expect_death(pid, "killed"), "signal_origin=rlimit signal_rlimit=cpu "
		     "exit_signal=%d killer_pid=%d", SIGKILL, getpid());
}

/* The same signals, from a process. */
static void not_reached(void)
{
	static const int signals[] = { SIGXCPU, SIGXFSZ, SIGKILL };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct gate gate;
		pid_t pid;

		gate_init(&gate);
		pid = spawn(be_limited_by_another, &gate);
		gate_wait(&gate);
		send_signal(pid, signals[i]);
		expect_cells(expect_death(pid, "killed"), "signal_origin=user signal_rlimit=- "
			     "exit_signal=%d killer_pid=%d", signals[i], getpid());
	}
}

static const struct ktap_case cases[] = {
	{ "one thread that reaches RLIMIT_RTTIME is recorded", realtime },
	{ "RLIMIT_CPU is recorded where RLIMIT_RTTIME is not reached", cpu_time },
	{ "of both, RLIMIT_RTTIME is recorded, which the kernel checks first", both },
	{ "RLIMIT_FSIZE is recorded", file_size },
	{ "a limit that another process has set is recorded", set_by_another },
	{ "a limit that is not reached is not recorded", not_reached },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
