// SPDX-License-Identifier: GPL-2.0
/* An exit signal other than SIGCHLD, given to clone(2), names the child that ended. */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

/**
 * struct scene - a parent that dies of its child's end
 * @sig: the child's exit signal
 * @status: exit status of the child, or negative: the signal that kills it
 * @report: the child's PID
 * @go: what the child waits for
 */
struct scene {
	int sig, status;
	struct gate report, go;
};

static void have_child(void *data)
{
	struct scene *scene = data;
	pid_t pid = syscall(SYS_clone, scene->sig, 0, 0, 0, 0);

	require(pid >= 0, "clone: %s", strerror(errno));
	if (!pid) {
		prctl(PR_SET_NAME, "a child");
		pid = getpid();
		gate_send(&scene->report, &pid, sizeof(pid));
		gate_wait(&scene->go);
		if (scene->status < 0)
			raise(-scene->status);
		_exit(scene->status);
	}
	block_forever(NULL);
}

static void start(struct scene *scene)
{
	gate_init(&scene->report);
	gate_init(&scene->go);
}

static siginfo_t ask_twin(struct scene *scene)
{
	struct twin twin;
	siginfo_t info;
	pid_t child;

	twin_start(&twin, scene->sig, have_child, scene);
	gate_receive(&scene->report, &child, sizeof(child));
	gate_open(&scene->go);
	info = twin_end(&twin);
	expect_u64("si_pid", info.si_pid, child);
	return info;
}

static void expect_child(struct table *dead, const struct scene *scene, pid_t child)
{
	expect_cells(dead, "signal_origin=child exit_signal=%d killer_pid=%d "
		     "killer_comm=a\\040child fault_address=- exit_initiator_pid=-", scene->sig,
		     child);
}

static void play(int sig, int status)
{
	struct scene scene = { .sig = sig, .status = status };
	struct table *dead;
	pid_t parent, child;
	int code = 0;

	start(&scene);
	if (sig != SIGKILL)
		code = ask_twin(&scene).si_code;
	parent = spawn(have_child, &scene);
	gate_receive(&scene.report, &child, sizeof(child));
	gate_open(&scene.go);
	dead = expect_death(parent, "killed");
	expect_child(dead, &scene, child);
	if (sig != SIGKILL)
		expect_cells(dead, "signal_code=%d", code);
	table_free(dead);
}

static void of_any_number(void)
{
	const int signals[] = { SIGTERM, SIGINT, SIGUSR1, SIGIO, SIGSEGV, SIGBUS, SIGTRAP,
				SIGABRT, SIGKILL, SIGRTMIN + 2 };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		play(signals[i], 0);
		play(signals[i], 3);
		play(signals[i], -SIGKILL);
	}
}

/* A tracer holds the child back. When it lets go, the exit signal is sent in its name. */
static void after_its_tracer(void)
{
	struct scene scene = { .sig = SIGTERM };
	struct table *dead;
	pid_t parent, child;

	start(&scene);
	parent = spawn(have_child, &scene);
	gate_receive(&scene.report, &child, sizeof(child));
	require(!ptrace(PTRACE_SEIZE, child, 0, 0), "seize: %s", strerror(errno));
	gate_open(&scene.go);
	wait_exited(child);
	expect_u64("an early death", kill(parent, 0), 0);
	require(waitpid(child, NULL, __WALL) == child, "wait: %s", strerror(errno));
	dead = expect_death(parent, "killed");
	expect_child(dead, &scene, child);
	table_free(dead);
}

static const struct ktap_case cases[] = {
	{ "a child's exit signal names the child that ended", of_any_number },
	{ "also if a tracer has held the child", after_its_tracer },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
