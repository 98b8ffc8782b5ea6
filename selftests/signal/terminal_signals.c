// SPDX-License-Identifier: GPL-2.0
/* What is typed at a terminal kills and stops, and so does its hang-up; nobody sent it. */
#include <signal.h>
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
	struct gate told, ready, end;
	pid_t leader, job, background;
};

static void be_job(void *data)
{
	struct scene *scene = data;

	/* Its parent's death must not be what ends it. */
	prctl(PR_SET_PDEATHSIG, 0);
	terminal_job(true);
	gate_open(&scene->ready);
	gate_wait(&scene->end);
}

/* It is stopped when its session ends, and so gets SIGHUP and SIGCONT. */
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
	gate_send(&scene->told, pids, sizeof(pids));
	/* Reaps neither: that is for the test to do, once it has got them. */
	gate_wait(&scene->end);
}

static void start(struct scene *scene)
{
	pid_t pids[2];

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	scene->terminal = terminal_open();
	gate_init(&scene->told);
	gate_init(&scene->ready);
	gate_init(&scene->end);
	scene->leader = spawn(lead, scene);
	gate_receive(&scene->told, pids, sizeof(pids));
	scene->job = pids[0];
	scene->background = pids[1];
	wait_blocked(scene->leader);
	wait_blocked(scene->job);
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
	/* A zombie of its parent's, which does not look. */
	wait_state(scene.job, "zombie");
	dead = task_get(scene.job);
	expect_cells(dead, "cause=killed signal_state=sleeping signal_code=%d reap=-", SI_KERNEL);
	expect_kernel_signal(dead, "terminal", sig);
	expect_between("signal_sent_ns", before, table_u64(dead, 0, "signal_sent_ns"),
		       clock_ns());
	expect_cells(task_get(scene.background), "state=stopped signals_received=1");
	finish(&scene);
	/* Now it is the test's: the parent left it lying. */
	dead = dead_get(scene.job);
	expect_kernel_signal(dead, "terminal", sig);
	expect_cells(dead, "cause=killed reap=waited reaper_pid=%d orphaned_by_pid=%d "
		     "adopter_pid=%d", getpid(), scene.leader, getpid());
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
	expect_cells(task, "stop_signal=%d stopper_pid=- stopper_comm=- stopper_uid=- "
		     "continue_sent_ns=-", SIGTSTP);
	expect_between("stop_sent_ns", before, table_u64(task, 0, "stop_sent_ns"), clock_ns());
	finish(&scene);
}

/* The leader is told; its end tells the foreground, and the stopped background. */
static void hang_up(void)
{
	struct scene scene;
	struct table *dead;

	start(&scene);
	close(scene.terminal);
	dead = expect_death(scene.leader, "killed");
	expect_kernel_signal(dead, "terminal", SIGHUP);
	expect_cells(dead, "signal_state=sleeping continuer_pid=-");
	dead = expect_death(scene.job, "killed");
	expect_kernel_signal(dead, "terminal", SIGHUP);
	expect_cells(dead, "signal_state=sleeping orphaned_by_pid=%d", scene.leader);
	dead = expect_death(scene.background, "killed");
	expect_kernel_signal(dead, "terminal", SIGHUP);
	expect_cells(dead, "signal_state=stopped stop_signal=%d stopper_pid=%d continuer_pid=- "
		     "orphaned_by_pid=%d", SIGSTOP, scene.background, scene.leader);
	expect(!table_none(dead, 0, "continue_sent_ns"), "nothing continued it");
}

/* A SIGHUP that somebody sends is another thing. */
static void by_somebody(void)
{
	struct scene scene;

	start(&scene);
	send_signal(scene.leader, SIGHUP);
	expect_cells(expect_death(scene.leader, "killed"),
		     "signal_origin=user killer_pid=%d", getpid());
	/* A dying leader hangs up too. */
	expect_kernel_signal(expect_death(scene.job, "killed"), "terminal", SIGHUP);
	expect_kernel_signal(expect_death(scene.background, "killed"), "terminal", SIGHUP);
	close(scene.terminal);
}

static const struct ktap_case cases[] = {
	{ "Ctrl-C and Ctrl-\\", keys },
	{ "Ctrl-Z", suspend },
	{ "hang-up, with a session behind it", hang_up },
	{ "SIGHUP that somebody sends to the leader", by_somebody },
	{ "no death is without a cause", none_unknown },
};

KTAP_MAIN(cases)
