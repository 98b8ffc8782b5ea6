// SPDX-License-Identifier: GPL-2.0
/*
 * Two threads block the same signal, each sent by another process: the thread that unblocks
 * it first ends the process, and the killer is the sender to that thread.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

#define THREADS 2

static const char * const names[THREADS] = { "first", "second" };

struct scene {
	struct gate report, sent, done;
	struct gate go[THREADS];
	pid_t pid, tids[THREADS];
};

struct part {
	struct scene *scene;
	int number;
};

static void *block(void *data)
{
	struct part *part = data;
	pid_t tid = own_tid();
	sigset_t none;

	sigemptyset(&none);
	gate_send(&part->scene->report, &tid, sizeof(tid));
	gate_wait(&part->scene->go[part->number]);
	pthread_sigmask(SIG_SETMASK, &none, NULL);
	return NULL;
}

static void be_victim(void *data)
{
	struct part parts[THREADS] = { { data, 0 }, { data, 1 } };
	pthread_t thread;
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	for (int i = 0; i < THREADS; i++)
		require(!pthread_create(&thread, NULL, block, &parts[i]), "no thread");
	block_forever(NULL);
}

static void be_killer(void *data)
{
	struct part *part = data;
	struct scene *scene = part->scene;

	prctl(PR_SET_NAME, names[part->number]);
	require(!syscall(SYS_tgkill, scene->pid, scene->tids[part->number], SIGQUIT),
		"tgkill: %s", strerror(errno));
	gate_open(&scene->sent);
	gate_wait(&scene->done);
}

static void scene_init(struct scene *scene)
{
	gate_init(&scene->report);
	gate_init(&scene->sent);
	gate_init(&scene->done);
	for (int i = 0; i < THREADS; i++)
		gate_init(&scene->go[i]);
}

/* The threads are created in order, and so are their tids. */
static void unblock(int which)
{
	pid_t killers[THREADS];
	struct scene scene;

	scene_init(&scene);
	scene.pid = spawn(be_victim, &scene);
	for (int i = 0; i < THREADS; i++)
		gate_receive(&scene.report, &scene.tids[i], sizeof(scene.tids[i]));
	if (scene.tids[0] > scene.tids[1]) {
		pid_t tid = scene.tids[0];

		scene.tids[0] = scene.tids[1];
		scene.tids[1] = tid;
	}
	for (int i = 0; i < THREADS; i++) {
		struct part part = { &scene, i };

		killers[i] = spawn(be_killer, &part);
		gate_wait(&scene.sent);
	}
	gate_open(&scene.go[which]);
	expect_cells(expect_death(scene.pid, "killed"),
		     "exit_signal=%d signal_origin=user killer_pid=%d "
		     "killer_comm=%s", SIGQUIT, killers[which], names[which]);
	for (int i = 0; i < THREADS; i++)
		gate_open(&scene.done);
}

static void first(void)
{
	unblock(0);
}

static void second(void)
{
	unblock(1);
}

static const struct ktap_case cases[] = {
	{ "the sender to the first thread is recorded if that unblocks", first },
	{ "the sender to the second thread is recorded if that unblocks", second },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
