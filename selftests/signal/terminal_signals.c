// SPDX-License-Identifier: GPL-2.0
/* Signals of a terminal's keys and its hangup kill and stop, and have no sender. */
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "terminal.h"
#include "time.h"

struct scene {
	int terminal;
	struct gate report, ready, end;
	pid_t leader, job, background;
};

static void be_job(void *data)
{
	struct scene *scene = data;

	/* Its parent's death must not end it. */
	prctl(PR_SET_PDEATHSIG, 0);
	terminal_job(true);
	gate_open(&scene->ready);
	gate_wait(&scene->end);
}

/* It is stopped when its session ends: its group is orphaned, and gets SIGHUP and SIGCONT. */
static void be_background(void *data)
{
	prctl(PR_SET_PDEATHSIG, 0);
	terminal_job(false);
	raise(SIGSTOP);
	gate_wait(&((struct scene *)data)->end);
}

static void lead(void *data)
{
	struct scene *scene = data;
	siginfo_t info;
	pid_t pids[2];

	terminal_lead(scene->terminal);
	pids[0] = spawn(be_job, scene);
	gate_wait(&scene->ready);
	pids[1] = spawn(be_background, scene);
	require(!waitid(P_PID, pids[1], &info, WSTOPPED), "wait: %s", strerror(errno));
	gate_send(&scene->report, pids, sizeof(pids));
	/* Reaps neither: the test reaps both after adopting them. */
	gate_wait(&scene->end);
}

static void start(struct scene *scene)
{
	pid_t pids[2];

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	scene->terminal = terminal_open();
	gate_init(&scene->report);
	gate_init(&scene->ready);
	gate_init(&scene->end);
	scene->leader = spawn(lead, scene);
	gate_receive(&scene->report, pids, sizeof(pids));
	scene->job = pids[0];
	scene->background = pids[1];
	wait_blocked(scene->leader);
	wait_blocked(scene->job);
	wait_state(scene->background, "stopped");
}

static void finish(struct scene *scene)
{
	kill(scene->leader, SIGKILL);
	reap(scene->leader);
	kill(scene->job, SIGKILL);
	kill(scene->background, SIGKILL);
	waitpid(scene->job, NULL, 0);
	waitpid(scene->background, NULL, 0);
	close(scene->terminal);
}

static void press(char key, int sig)
{
	struct scene scene;
	struct table *dead;
	uint64_t before;

	start(&scene);
	before = clock_ns();
	terminal_type(scene.terminal, key);
	/* A zombie that its parent does not reap. */
	wait_state(scene.job, "zombie");
	dead = task_get(scene.job);
	expect_cells(dead, "cause=killed signal_state=sleeping signal_code=%d reap=-", SI_KERNEL);
	expect_kernel_signal(dead, "terminal", sig);
	expect_between("signal_sent_ns", before, table_u64(dead, 0, "signal_sent_ns"),
		       clock_ns());
	expect_cells(task_get(scene.background), "state=stopped signals_received=1");
	finish(&scene);
	/* Adopted by the test: the parent did not reap it. */
	dead = dead_get(scene.job);
	expect_kernel_signal(dead, "terminal", sig);
	expect_cells(dead, "cause=killed reap=waited reaper_pid=%d orphaned_by_pid=%d "
		     "adopter_pid=%d", getpid(), scene.leader, getpid());
}

/* What a terminal emulator can do in place of a key. */
static void by_ioctl(void)
{
	struct scene scene;

	start(&scene);
	require(!ioctl(scene.terminal, TIOCSIG, SIGQUIT), "TIOCSIG: %s", strerror(errno));
	wait_state(scene.job, "zombie");
	expect_kernel_signal(task_get(scene.job), "terminal", SIGQUIT);
	finish(&scene);
}

/* As nohup(1) does. */
static void lead_and_ignore(void *data)
{
	struct scene *scene = data;

	signal(SIGHUP, SIG_IGN);
	terminal_lead(scene->terminal);
	gate_open(&scene->ready);
	gate_wait(&scene->end);
}

static void ignored(void)
{
	struct scene scene = { .terminal = terminal_open() };

	gate_init(&scene.ready);
	gate_init(&scene.end);
	scene.leader = spawn(lead_and_ignore, &scene);
	gate_wait(&scene.ready);
	close(scene.terminal);
	gate_open(&scene.end);
	expect_cells(expect_death(scene.leader, "exited"), "ignored_signal=%d "
		     "ignored_origin=terminal ignored_sender_pid=- ignored_sender_start_ns=- "
		     "ignored_sender_cgroup=-", SIGHUP);
}

static void keys(void)
{
	press('C' - '@', SIGINT);
	press('\\' - '@', SIGQUIT);
}

static void suspend(void)
{
	struct scene scene;
	uint64_t before;
	struct table *task;

	start(&scene);
	before = clock_ns();
	terminal_type(scene.terminal, 'Z' - '@');
	wait_state(scene.job, "stopped");
	task = task_get(scene.job);
	expect_cells(task, "stop_signal=%d stop_sender_pid=- stop_sender_comm=- stop_sender_uid=- "
		     "continue_sent_ns=-", SIGTSTP);
	expect_between("stop_sent_ns", before, table_u64(task, 0, "stop_sent_ns"), clock_ns());
	finish(&scene);
}

/*
 * The leader gets SIGHUP; its exit sends it to the foreground, and orphans the stopped
 * background.
 */
static void hang_up(void)
{
	struct scene scene;
	struct table *dead;

	start(&scene);
	close(scene.terminal);
	dead = expect_death(scene.leader, "killed");
	expect_kernel_signal(dead, "terminal", SIGHUP);
	expect_cells(dead, "signal_state=sleeping continue_sender_pid=-");
	dead = expect_death(scene.job, "killed");
	expect_kernel_signal(dead, "terminal", SIGHUP);
	expect_cells(dead, "signal_state=sleeping orphaned_by_pid=%d", scene.leader);
	dead = expect_death(scene.background, "killed");
	expect_cells(dead, "signal_origin=orphan exit_signal=%d killer_pid=%d "
		     "signal_state=stopped stop_signal=%d stop_sender_pid=%d "
		     "continue_sender_pid=%d orphaned_by_pid=%d", SIGHUP, scene.leader, SIGSTOP,
		     scene.background, scene.leader, scene.leader);
	expect(!table_none(dead, 0, "continue_sent_ns"), "it was not continued");
}

/* A SIGHUP that a process sends has a sender. */
static void by_user(void)
{
	struct scene scene;

	start(&scene);
	send_signal(scene.leader, SIGHUP);
	expect_cells(expect_death(scene.leader, "killed"),
		     "signal_origin=user killer_pid=%d", getpid());
	/* The exit of a session leader hangs up too. */
	expect_kernel_signal(expect_death(scene.job, "killed"), "terminal", SIGHUP);
	expect_cells(expect_death(scene.background, "killed"),
		     "signal_origin=orphan killer_pid=%d", scene.leader);
	close(scene.terminal);
}

static const struct ktap_case cases[] = {
	{ "a kill by Ctrl-C and Ctrl-\\ has the origin terminal", keys },
	{ "so it has by TIOCSIG", by_ioctl },
	{ "so it has if the hangup is ignored", ignored },
	{ "a stop by Ctrl-Z has no sender", suspend },
	{ "a hangup's signals have the origin terminal", hang_up },
	{ "a SIGHUP that a process sends has its sender", by_user },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
