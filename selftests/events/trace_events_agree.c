// SPDX-License-Identifier: GPL-2.0
/* The module's own trace events say what wait(2), kill(2) and the cgroup's counts do. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "events.h"
#include "ktap.h"
#include "memhog.h"
#include "trace.h"

static char own_comm[16];

static void expect_trace(const char *event, pid_t pid, const char *wanted)
{
	char *text = trace_event_of(event, pid);

	expect(!strcmp(text, wanted), "'%s', not '%s'", text, wanted);
	free(text);
}

static void block(void *unused)
{
	prctl(PR_SET_NAME, "a victim");
	for (;;)
		pause();
}

static void death(void)
{
	char wanted[300];
	int status;
	pid_t pid;

	trace_begin("lifecycle/death", "0");
	prctl(PR_GET_NAME, own_comm);
	pid = spawn(block, NULL);
	wait_blocked(pid);
	kill(pid, SIGUSR1);
	status = reap(pid);
	snprintf(wanted, sizeof(wanted),
		 "pid=%d tgid=%d uid=%d comm=a victim cause=killed exit_code=-1 exit_signal=%d core_dumped=%d signal_origin=user killer_pid=%d killer_uid=%d killer_comm=%s",
		 pid, pid, getuid(), WTERMSIG(status), !!WCOREDUMP(status), getpid(), getuid(),
		 own_comm);
	expect_trace("death", pid, wanted);
}

static void exits(void)
{
	char wanted[300];
	int status;
	pid_t pid;

	trace_begin("lifecycle/death", "exit_code == 23");
	pid = spawn_helper("@exit", 23);
	status = reap(pid);
	snprintf(wanted, sizeof(wanted),
		 "pid=%d tgid=%d uid=%d comm=exe cause=failed exit_code=%d exit_signal=0 core_dumped=0 signal_origin=- killer_pid=0 killer_uid=-1 killer_comm=",
		 pid, pid, getuid(), WEXITSTATUS(status));
	expect_trace("death", pid, wanted);
	reap(spawn_helper("@exit", 24));
	expect_u64("deaths that pass the filter", trace_count(), 1);
}

static void reaping(void)
{
	char wanted[300];
	pid_t pid;

	trace_begin("lifecycle/reap", "0");
	prctl(PR_GET_NAME, own_comm);
	pid = spawn_helper("@exit", 0);
	reap(pid);
	snprintf(wanted, sizeof(wanted),
		 "pid=%d tgid=%d comm=exe reap=waited reaper_pid=%d reaper_comm=%s", pid, pid,
		 getpid(), own_comm);
	expect_trace("reap", pid, wanted);
}

static void leave_orphan(void *data)
{
	struct gate *gates = data;
	pid_t seen[2];

	if (fork())
		return;
	prctl(PR_SET_PDEATHSIG, 0);
	seen[0] = getpid();
	gate_wait(&gates[0]);
	seen[1] = getppid();
	gate_send(&gates[1], seen, sizeof(seen));
	_exit(0);
}

static void orphan(void)
{
	struct gate gates[2];
	char wanted[300];
	pid_t seen[2], pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	trace_begin("lifecycle/orphan", "0");
	prctl(PR_GET_NAME, own_comm);
	pid = spawn(leave_orphan, gates);
	reap(pid);
	gate_open(&gates[0]);
	gate_receive(&gates[1], seen, sizeof(seen));
	snprintf(wanted, sizeof(wanted),
		 "pid=%d comm=%s orphaned_by_pid=%d orphaned_by_comm=%s adopter_pid=%d", seen[0],
		 own_comm, pid, own_comm, seen[1]);
	expect_trace("orphan", seen[0], wanted);
}

static void eat_too_much(void *unused)
{
	prctl(PR_SET_NAME, "hungry");
	cgroup_enter();
	eat(64 * MIB);
}

/* The stream has the same event. */
static void oom(void)
{
	static struct events events;
	char wanted[300];
	pid_t pid;
	int row;

	cgroup_make("memory.max");
	cgroup_set("memory.max", "16777216");
	events_open(&events, "kind=oom");
	trace_begin("lifecycle/oom", "0");
	pid = spawn(eat_too_much, NULL);
	expect_u64("signal", WTERMSIG(reap(pid)), SIGKILL);
	expect_u64("the cgroup's count", cgroup_event("memory.events", "oom_kill"), 1);
	snprintf(wanted, sizeof(wanted),
		 "pid=%d uid=%d comm=hungry trigger_pid=%d trigger_comm=hungry", pid, getuid(),
		 pid);
	expect_trace("oom", pid, wanted);
	row = events_get(&events, "oom", pid);
	expect_u64("what triggered it", events_u64(&events, row, "by_pid"), pid);
	expect_text("its name", events_text(&events, row, "by_comm"), "hungry");
	events_close(&events);
}

static void clean_up(void)
{
	trace_cleanup();
	cgroup_cleanup();
}

static const struct ktap_case cases[] = {
	{ "a death has its cause and killer", death, clean_up },
	{ "an exit has its status, and can be filtered by it", exits, clean_up },
	{ "a reaping has its reaper", reaping, clean_up },
	{ "an orphan has both parents", orphan, clean_up },
	{ "an OOM kill has its trigger, as the stream has", oom, clean_up },
};

KTAP_MAIN(cases)
