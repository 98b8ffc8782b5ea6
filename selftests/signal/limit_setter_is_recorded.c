// SPDX-License-Identifier: GPL-2.0
/*
 * The process that set the limit that another has reached is recorded as its killer. The
 * witness is the test, which has the limits set by known processes.
 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "knob.h"
#include "ktap.h"
#include "time.h"

#define USER 2000

static void set(pid_t pid, int resource, rlim_t soft)
{
	struct rlimit limit;

	require(!prlimit(pid, resource, NULL, &limit), "prlimit: %s", strerror(errno));
	limit.rlim_cur = soft;
	require(!prlimit(pid, resource, &limit, NULL), "prlimit: %s", strerror(errno));
}

static void write_too_much(void)
{
	int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);

	require(fd >= 0, "open: %s", strerror(errno));
	if (pwrite(fd, "a", 1, 1 << 20) == 1)
		_exit(1);
}

static void write_at(void *gate)
{
	gate_wait(gate);
	write_too_much();
}

/**
 * struct change - a limit, set by a process of its own
 * @pid: process that gets it
 * @resource: which limit
 * @kind: what is set: the soft limit, to 1; both, to 1; both, to what they are; both, to more
 *	  than the user of the process may
 */
struct change {
	pid_t pid;
	int resource;
	enum { SOFT, BOTH, SAME, REFUSED } kind;
};

static void change(void *data)
{
	const struct change *change = data;
	struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };
	int ret;

	prctl(PR_SET_NAME, "limiter");
	if (change->kind == REFUSED)
		become(USER);
	else
		prlimit(change->pid, change->resource, NULL, &limit);
	if (change->kind == SOFT || change->kind == BOTH)
		limit.rlim_cur = 1;
	if (change->kind == BOTH)
		limit.rlim_max = 1;
	ret = prlimit(change->pid, change->resource, &limit, NULL);
	_exit(!ret == (change->kind == REFUSED));
}

static pid_t set_by(struct change order)
{
	pid_t pid = spawn(change, &order);

	expect_u64("status", reap(pid), 0);
	return pid;
}

static void expect_limiter(pid_t pid, int sig, const char *name, pid_t limiter)
{
	struct table *dead = expect_death(pid, "killed");

	expect_cells(dead, "signal_origin=rlimit exit_signal=%d signal_rlimit=%s killer_pid=%d "
		     "killer_comm=limiter killer_lost=0", sig, name, limiter);
	table_free(dead);
}

static void expect_nobody(pid_t pid, int sig, bool lost)
{
	struct table *dead = expect_death(pid, "killed");

	expect_kernel_signal(dead, "rlimit", sig);
	expect_cells(dead, "killer_lost=%d", lost);
	table_free(dead);
}

static void another(void)
{
	struct gate go;
	pid_t pid, limiter;

	gate_init(&go);
	pid = spawn(write_at, &go);
	limiter = set_by((struct change) { pid, RLIMIT_FSIZE });
	gate_open(&go);
	expect_limiter(pid, SIGXFSZ, "fsize", limiter);
}

static void burn_for_ever(void *unused)
{
	for (;;)
		getppid();
}

static void cpu_time(void)
{
	pid_t pid = spawn(burn_for_ever, NULL);

	expect_limiter(pid, SIGXCPU, "cpu", set_by((struct change) { pid, RLIMIT_CPU }));
}

static void exceed_own(void *go)
{
	gate_wait(go);
	set(0, RLIMIT_FSIZE, 2);
	write_too_much();
}

static void *exec_thread(void *go)
{
	gate_wait(go);
	exec_helper("@burn", 60000);
}

static void exec_in_thread(void *go)
{
	pthread_t thread;

	require(!pthread_create(&thread, NULL, exec_thread, go), "pthread_create");
	block_forever(NULL);
}

static void exec_keeps(void)
{
	struct gate go;
	pid_t pid, limiter;

	gate_init(&go);
	pid = spawn(exec_in_thread, &go);
	limiter = set_by((struct change) { pid, RLIMIT_CPU });
	gate_open(&go);
	expect_limiter(pid, SIGXCPU, "cpu", limiter);
}

static void itself(void)
{
	struct gate go;
	pid_t pid;

	gate_init(&go);
	pid = spawn(exceed_own, &go);
	set_by((struct change) { pid, RLIMIT_FSIZE });
	gate_open(&go);
	expect_nobody(pid, SIGXFSZ, false);
}

/**
 * struct line - a process that limits itself, and the child of a child of it
 * @heir: receives the PID of the last
 * @reach: opened when the last may reach the limit
 */
struct line {
	struct gate heir, reach;
};

static void be_line(void *data)
{
	struct line *line = data;
	pid_t pid;

	prctl(PR_SET_NAME, "limiter");
	set(0, RLIMIT_FSIZE, 1);
	pid = fork();
	if (pid) {
		reap(pid);
		_exit(0);
	}
	if (fork())
		_exit(0);
	prctl(PR_SET_NAME, "heir");
	pid = getpid();
	gate_send(&line->heir, &pid, sizeof(pid));
	gate_wait(&line->reach);
	write_too_much();
}

/* When it has been reaped, both its ancestors are gone, and the test has adopted the last. */
static void inherited(void)
{
	struct line line;
	pid_t limiter, heir;

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "prctl: %s", strerror(errno));
	gate_init(&line.heir);
	gate_init(&line.reach);
	limiter = spawn(be_line, &line);
	gate_receive(&line.heir, &heir, sizeof(heir));
	reap(limiter);
	gate_open(&line.reach);
	expect_limiter(heir, SIGXFSZ, "fsize", limiter);
}

static void several(void)
{
	struct gate go;
	pid_t pid, limiter;

	gate_init(&go);
	pid = spawn(write_at, &go);
	set_by((struct change) { pid, RLIMIT_CPU });
	limiter = set_by((struct change) { pid, RLIMIT_FSIZE });
	gate_open(&go);
	expect_limiter(pid, SIGXFSZ, "fsize", limiter);

	pid = spawn(write_at, &go);
	set_by((struct change) { pid, RLIMIT_FSIZE });
	set_by((struct change) { pid, RLIMIT_RTTIME });
	gate_open(&go);
	expect_nobody(pid, SIGXFSZ, true);
}

static void ignore_the_soft(void *unused)
{
	signal(SIGXCPU, SIG_IGN);
	burn_for_ever(NULL);
}

/* Which of them has set the hard one is no longer known. */
static void parts(void)
{
	struct rlimit limit = { 2, 2 };
	pid_t pid = spawn(ignore_the_soft, NULL);

	require(!prlimit(pid, RLIMIT_CPU, &limit, NULL), "prlimit: %s", strerror(errno));
	set_by((struct change) { pid, RLIMIT_CPU, SOFT });
	expect_nobody(pid, SIGKILL, true);

	pid = spawn(burn_for_ever, NULL);
	expect_limiter(pid, SIGKILL, "cpu", set_by((struct change) { pid, RLIMIT_CPU, BOTH }));
}

static void exceed_as_user(void *go)
{
	struct rlimit limit = { 1, 1 };

	become(USER);
	require(!setrlimit(RLIMIT_FSIZE, &limit), "setrlimit: %s", strerror(errno));
	gate_open(go);
	gate_wait((struct gate *)go + 1);
	write_too_much();
}

/* Nor one that sets what is set, or a limit whose reaching ends nobody. */
static void failed(void)
{
	struct gate gates[2];
	pid_t pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pid = spawn(exceed_as_user, gates);
	gate_wait(&gates[0]);
	set_by((struct change) { pid, RLIMIT_FSIZE, REFUSED });
	set_by((struct change) { pid, RLIMIT_FSIZE, SAME });
	set_by((struct change) { pid, RLIMIT_CORE });
	gate_open(&gates[1]);
	expect_nobody(pid, SIGXFSZ, false);
}

static void exit_now(void *unused)
{
	_exit(0);
}

/* Children are born until kprobes are known to be silent, or not to be. */
static void wait_silent(bool silent)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (!stats_get("silent_hooks") == silent) {
		require(clock_ns() < deadline, "kprobes are %s", silent ? "seen" : "silent");
		reap(spawn(exit_now, NULL));
	}
}

/* What was set before a silence may have been set anew in it; what is set after is known. */
static void silence(void)
{
	struct gate before, within, after;
	pid_t pids[3], limiter;

	gate_init(&before);
	gate_init(&within);
	gate_init(&after);
	pids[0] = spawn(write_at, &before);
	pids[1] = spawn(write_at, &within);
	pids[2] = spawn(write_at, &after);
	set_by((struct change) { pids[0], RLIMIT_FSIZE });
	set(pids[1], RLIMIT_FSIZE, 2);
	knob_off(KNOB_KPROBES);
	wait_silent(true);
	set_by((struct change) { pids[1], RLIMIT_FSIZE });
	knob_on(KNOB_KPROBES);
	wait_silent(false);
	limiter = set_by((struct change) { pids[2], RLIMIT_FSIZE });
	set(pids[1], RLIMIT_RTTIME, 1000000);
	gate_open(&before);
	expect_nobody(pids[0], SIGXFSZ, true);
	gate_open(&within);
	expect_nobody(pids[1], SIGXFSZ, true);
	gate_open(&after);
	expect_limiter(pids[2], SIGXFSZ, "fsize", limiter);
	inherited();
}

static const struct ktap_case cases[] = {
	{ "a process that limits another is recorded", another },
	{ "so it is for CPU time", cpu_time },
	{ "so it is after an exec by a thread of the limited process", exec_keeps },
	{ "so it is if the limited process has inherited the limit", inherited },
	{ "no process is recorded if the limited one has set the limit since", itself },
	{ "of several processes that set different limits, the last is known", several },
	{ "one that lowers the soft limit has not set the hard one", parts },
	{ "one that may not set the limit is not recorded", failed },
	{ "one that may have set it while kprobes were silent is not recorded", silence,
	  knobs_on },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
