// SPDX-License-Identifier: GPL-2.0
/*
 * Signals without a sender: of limits, timers, pipes and files. They are not crashes, and
 * the task on the CPU where the kernel sends them is not their killer.
 */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "load.h"
#include "sender.h"
#include "time.h"

#define SOON { .tv_sec = 0, .tv_usec = 20000 }

static void hog(void)
{
	for (;;)
		cpu_ns();
}

static void exceed_cpu(void *hard)
{
	struct rlimit limit = { 1, hard ? 1 : RLIM_INFINITY };

	require(!setrlimit(RLIMIT_CPU, &limit), "setrlimit: %s", strerror(errno));
	hog();
}

/* In microseconds. */
static void exceed_rt_time(void *hard)
{
	struct rlimit limit = { 20000, hard ? 20000 : RLIM_INFINITY };

	require(!setrlimit(RLIMIT_RTTIME, &limit), "setrlimit: %s", strerror(errno));
	set_policy(0, SCHED_FIFO, 1);
	hog();
}

static void ask_alarm(void *unused)
{
	alarm(1);
	block_forever(NULL);
}

static void set_timer(int which, bool busy)
{
	struct itimerval timer = { .it_value = SOON };

	require(!setitimer(which, &timer, NULL), "setitimer: %s", strerror(errno));
	if (busy)
		hog();
	block_forever(NULL);
}

static void wait_for_real_timer(void *unused)
{
	set_timer(ITIMER_REAL, false);
}

/* Not kept from its sleep by other tasks on the CPU. */
static void wait_ahead_of_others(void *unused)
{
	struct sched_param param = { .sched_priority = 1 };

	require(!sched_setscheduler(0, SCHED_FIFO, &param), "sched_setscheduler: %s",
		strerror(errno));
	wait_for_real_timer(NULL);
}

static void work_for_virtual_timer(void *unused)
{
	set_timer(ITIMER_VIRTUAL, true);
}

static void work_for_prof_timer(void *unused)
{
	set_timer(ITIMER_PROF, true);
}

static void make_timer(clockid_t clock)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
	struct itimerspec when = { .it_value = { 0, 20000000 } };
	timer_t timer;

	require(!timer_create(clock, &event, &timer), "timer_create: %s", strerror(errno));
	require(!timer_settime(timer, 0, &when, NULL), "timer_settime: %s", strerror(errno));
}

static void wait_for_posix_timer(void *unused)
{
	make_timer(CLOCK_MONOTONIC);
	block_forever(NULL);
}

static void work_for_posix_timer(void *unused)
{
	make_timer(CLOCK_PROCESS_CPUTIME_ID);
	hog();
}

static void write_to(int fd)
{
	char byte = 0;

	if (write(fd, &byte, 1) == 1)
		_exit(0);
	_exit(1);
}

static void break_pipe(void *unused)
{
	int ends[2];

	require(!pipe(ends), "pipe: %s", strerror(errno));
	close(ends[0]);
	write_to(ends[1]);
}

static void break_socket(void *unused)
{
	int ends[2];

	require(!socketpair(AF_UNIX, SOCK_STREAM, 0, ends), "socketpair: %s", strerror(errno));
	close(ends[0]);
	write_to(ends[1]);
}

static void exceed_file_size(void *unused)
{
	struct rlimit limit = { 0, 0 };
	int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);

	require(fd >= 0, "/tmp: %s", strerror(errno));
	require(!setrlimit(RLIMIT_FSIZE, &limit), "setrlimit: %s", strerror(errno));
	write_to(fd);
}

/*
 * A pipe with data to read sends SIGIO, with the writer as current; or a chosen signal,
 * with details in its siginfo.
 */
static void wait_for_input(void *sig)
{
	int ends[2];

	require(!pipe(ends), "pipe: %s", strerror(errno));
	require(!fcntl(ends[0], F_SETOWN, getpid()), "F_SETOWN: %s", strerror(errno));
	require(!sig || !fcntl(ends[0], F_SETSIG, *(int *)sig), "F_SETSIG: %s", strerror(errno));
	require(!fcntl(ends[0], F_SETFL, O_ASYNC), "O_ASYNC: %s", strerror(errno));
	write_to(ends[1]);
}

static int chosen = SIGUSR1;

/*
 * @catch: whether a twin can catch it; SIGKILL cannot be caught, and CPU limits would take
 * another second.
 */
static const struct scene {
	const char *name;
	void (*run)(void *data);
	void *data;
	int sig;
	bool catch;
	const char *origin;
} scenes[] = {
	{ "RLIMIT_CPU", exceed_cpu, NULL, SIGXCPU, false, "rlimit" },
	{ "hard RLIMIT_CPU", exceed_cpu, "", SIGKILL, false, "rlimit" },
	{ "RLIMIT_RTTIME", exceed_rt_time, NULL, SIGXCPU, false, "rlimit" },
	{ "hard RLIMIT_RTTIME", exceed_rt_time, "", SIGKILL, false, "rlimit" },
	{ "alarm", ask_alarm, NULL, SIGALRM, false, "timer" },
	{ "ITIMER_REAL", wait_for_real_timer, NULL, SIGALRM, true, "timer" },
	{ "ITIMER_VIRTUAL", work_for_virtual_timer, NULL, SIGVTALRM, true, "timer" },
	{ "ITIMER_PROF", work_for_prof_timer, NULL, SIGPROF, true, "timer" },
	{ "timer_create", wait_for_posix_timer, NULL, SIGUSR1, true, "timer" },
	{ "timer_create of CPU time", work_for_posix_timer, NULL, SIGUSR1, true, "timer" },
	{ "a pipe", break_pipe, NULL, SIGPIPE, true, "pipe" },
	{ "a socket", break_socket, NULL, SIGPIPE, true, "pipe" },
	{ "RLIMIT_FSIZE", exceed_file_size, NULL, SIGXFSZ, true, "rlimit" },
	{ "O_ASYNC", wait_for_input, NULL, SIGIO, true, "sigio" },
	{ "F_SETSIG", wait_for_input, &chosen, SIGUSR1, true, "sigio" },
};

static void play(const struct scene *scene)
{
	struct twin twin, victim;
	struct table *dead;
	siginfo_t info;

	if (scene->catch) {
		twin_start(&twin, scene->sig, scene->run, scene->data);
		info = twin_end(&twin);
	}
	ktap_diag("%s", scene->name);
	twin_start(&victim, 0, scene->run, scene->data);
	dead = expect_death(victim.pid, "killed");
	expect_kernel_signal(dead, scene->origin, scene->sig);
	expect_cells(dead, "signals_sent=0 signals_received=1 fault_address=- "
		     "exit_initiator_pid=-");
	if (scene->catch)
		expect_cells(dead, "signal_code=%d", info.si_code);
	table_free(dead);
}

static void every_kind(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(scenes); i++)
		play(&scenes[i]);
}

static void survive_soft_limit(void *unused)
{
	struct rlimit limit = { 1, 2 };

	signal(SIGXCPU, SIG_IGN);
	require(!setrlimit(RLIMIT_CPU, &limit), "setrlimit: %s", strerror(errno));
	hog();
}

/* First SIGXCPU, which is ignored, then SIGKILL. */
static void soft_then_hard(void)
{
	struct table *dead = expect_death(spawn(survive_soft_limit, NULL), "killed");

	expect_kernel_signal(dead, "rlimit", SIGKILL);
	expect(table_u64(dead, 0, "signals_ignored") >= 1, "no SIGXCPU was ignored");
	expect(table_u64(dead, 0, "user_ns") + table_u64(dead, 0, "system_ns") > 1900 * MS_NS,
	       "it used too little CPU time");
}

/* A timer fires on a CPU where an unrelated task runs. */
static void beside_a_hog(void)
{
	for (int i = 0; i < 10; i++) {
		pid_t hogs[2] = { spawn_hog(0), spawn_hog(cpus() - 1) };
		struct table *dead = expect_death(spawn(wait_ahead_of_others, NULL), "killed");

		expect_kernel_signal(dead, "timer", SIGALRM);
		/* Or still on its way to sleep, if the CPUs stand still. */
		if (strncmp(table_text(dead, 0, "signal_state"), "run", 3))
			expect_cells(dead, "signal_state=sleeping");
		for (int j = 0; j < 2; j++) {
			expect_cells(task_get(hogs[j]), "signals_sent=0");
			end_child(hogs[j]);
		}
	}
}

static void queue_until_timer(void *unused)
{
	signal(SIGUSR2, SIG_IGN);
	make_timer(CLOCK_MONOTONIC);
	for (;;)
		sigqueue(getpid(), SIGUSR2, (union sigval){ 0 });
}

/* Most of the time, the timer interrupts a system call that could forge its siginfo. */
static void beside_a_forger(void)
{
	for (int i = 0; i < 10; i++)
		expect_kernel_signal(expect_death(spawn(queue_until_timer, NULL), "killed"),
				     "timer", SIGUSR1);
}

static const struct ktap_case cases[] = {
	{ "signals of limits, timers, pipes and files have their origin", every_kind },
	{ "the hard CPU limit kills after an ignored SIGXCPU", soft_then_hard },
	{ "the task that a timer interrupts is not the killer", beside_a_hog },
	{ "a timer that interrupts a forger is no forgery", beside_a_forger },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
