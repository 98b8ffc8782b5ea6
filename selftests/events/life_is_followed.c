// SPDX-License-Identifier: GPL-2.0
/* Birth, exec, exit, reaping and adoption are events, as fork(2), wait(2) and getppid(2) say. */
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"
#include "threads.h"
#include "time.h"

static struct events events;

static void one_life(void)
{
	uint64_t before = clock_ns(), after;
	int birth, exec, end, reaped, status;
	pid_t pid;

	events_open(&events, NULL);
	pid = spawn_helper("@exit", 7);
	status = reap(pid);
	after = clock_ns();
	reaped = events_get(&events, "reap", pid);
	birth = events_get(&events, "birth", pid);
	exec = events_get(&events, "exec", pid);
	end = events_get(&events, "exit", pid);
	expect(birth < exec && exec < end && end < reaped, "rows %d %d %d %d", birth, exec, end,
	       reaped);
	expect_text("birth", events_text(&events, birth, "birth"), "fork");
	expect_u64("its maker", events_u64(&events, birth, "by_pid"), getpid());
	expect_between("its birth", before, events_u64(&events, birth, "time_ns"),
		       events_u64(&events, exec, "time_ns"));
	expect_text("name after exec", events_text(&events, exec, "comm"), "exe");
	expect(strstr(events_text(&events, exec, "args"), "@exit"), "args are %s",
	       events_text(&events, exec, "args"));
	expect_u64("exit code", events_u64(&events, end, "exit_code"), WEXITSTATUS(status));
	expect_text("cause", events_text(&events, end, "cause"), "failed");
	expect_text("reap", events_text(&events, reaped, "reap"), "waited");
	expect_u64("its reaper", events_u64(&events, reaped, "by_pid"), getpid());
	expect_between("the end", events_u64(&events, end, "time_ns"),
		       events_u64(&events, reaped, "time_ns"), after);
}

static void block(void *unused)
{
	for (;;)
		pause();
}

static void killer(void)
{
	int end, status;
	pid_t pid;

	events_open(&events, "kind=exit");
	pid = spawn(block, NULL);
	kill(pid, SIGKILL);
	status = reap(pid);
	end = events_get(&events, "exit", pid);
	expect_u64("signal", events_u64(&events, end, "exit_signal"), WTERMSIG(status));
	expect_text("cause", events_text(&events, end, "cause"), "killed");
	expect_text("origin", events_text(&events, end, "signal_origin"), "user");
	expect_u64("killer", events_u64(&events, end, "by_pid"), getpid());
	expect_u64("its user", events_u64(&events, end, "by_uid"), getuid());
}

static void *report_tid(void *tid)
{
	*(int *)tid = own_tid();
	return NULL;
}

static void kinds_of_birth(void)
{
	pthread_t thread;
	int tid, row;
	pid_t pid;

	events_open(&events, NULL);
	require(!pthread_create(&thread, NULL, report_tid, &tid), "no thread");
	pthread_join(thread, NULL);
	row = events_get(&events, "birth", tid);
	expect_text("a thread's birth", events_text(&events, row, "birth"), "thread");
	expect_u64("its process", events_u64(&events, row, "tgid"), getpid());
	expect(events_u64(&events, row, "clone_flags") & CLONE_THREAD, "no CLONE_THREAD");
	row = events_get(&events, "reap", tid);
	expect_text("its reaping", events_text(&events, row, "reap"), "thread");
	pid = vfork();
	if (!pid)
		_exit(0);
	reap(pid);
	row = events_get(&events, "birth", pid);
	expect_text("a birth", events_text(&events, row, "birth"), "vfork");
}

static void report_adopter(void *data)
{
	struct gate *gates = data;
	pid_t parent = getppid(), seen[2] = { getpid() };

	if (!fork()) {
		prctl(PR_SET_PDEATHSIG, 0);
		seen[0] = getpid();
		gate_wait(&gates[0]);
		seen[1] = getppid();
		gate_send(&gates[1], seen, sizeof(seen));
		_exit(0);
	}
	expect(parent == getppid(), "it is an orphan itself");
}

static void adoption(void)
{
	struct gate gates[2];
	pid_t seen[2], pid;
	int row;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	events_open(&events, "kind=orphan");
	pid = spawn(report_adopter, gates);
	reap(pid);
	gate_open(&gates[0]);
	gate_receive(&gates[1], seen, sizeof(seen));
	row = events_get(&events, "orphan", seen[0]);
	expect_u64("the parent that died", events_u64(&events, row, "by_pid"), pid);
	expect_u64("adopter", events_u64(&events, row, "adopter_pid"), seen[1]);
}

static void fail_to_exec(void *unused)
{
	execl("/nowhere/to/be found", "x", NULL);
	_exit(errno);
}

static void fail_to_fork(void *unused)
{
	struct rlimit none = { 0, 0 };

	become(1003);
	require(!setrlimit(RLIMIT_NPROC, &none), "setrlimit: %s", strerror(errno));
	_exit(fork() < 0 ? errno : 0);
}

static void failures(void)
{
	pid_t pid;
	int row;

	events_open(&events, "kind=exec-failed,fork-failed");
	pid = spawn(fail_to_exec, NULL);
	row = events_get(&events, "exec-failed", pid);
	expect_u64("errno", events_u64(&events, row, "errno"), WEXITSTATUS(reap(pid)));
	expect_text("path", events_text(&events, row, "path"), "/nowhere/to/be\\040found");
	pid = spawn(fail_to_fork, NULL);
	row = events_get(&events, "fork-failed", pid);
	expect_u64("errno", events_u64(&events, row, "errno"), WEXITSTATUS(reap(pid)));
}

static const struct ktap_case cases[] = {
	{ "a life is a birth, an exec, an exit and a reaping, with their times", one_life },
	{ "an exit has its cause and killer", killer },
	{ "a birth has its kind and flags", kinds_of_birth },
	{ "an adoption has both parents", adoption },
	{ "failed execs and forks have their errno", failures },
};

KTAP_MAIN(cases)
