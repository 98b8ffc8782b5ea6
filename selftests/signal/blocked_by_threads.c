// SPDX-License-Identifier: GPL-2.0
/*
 * Some threads block the same signal, each sent by another process: the thread that unblocks
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

/* The sender to the last one is that of the newest signal, the others need an entry each. */
#define THREADS 3

static const char * const names[THREADS] = { "first", "second", "third" };

struct scene {
	struct gate report, sent, done;
	struct gate go[THREADS];
	pid_t pid, tids[THREADS];
};

struct part {
	struct scene *scene;
	int number;
};

struct birth {
	int number;
	pid_t tid;
};

static void *block(void *data)
{
	struct part *part = data;
	struct birth birth = { part->number, own_tid() };
	sigset_t none;

	sigemptyset(&none);
	gate_send(&part->scene->report, &birth, sizeof(birth));
	gate_wait(&part->scene->go[part->number]);
	pthread_sigmask(SIG_SETMASK, &none, NULL);
	return NULL;
}

static void be_victim(void *data)
{
	struct part parts[THREADS];
	pthread_t thread;
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	for (int i = 0; i < THREADS; i++) {
		parts[i] = (struct part){ data, i };
		require(!pthread_create(&thread, NULL, block, &parts[i]), "no thread");
	}
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

static void unblock(int which)
{
	pid_t killers[THREADS];
	struct birth birth;
	struct scene scene;

	scene_init(&scene);
	scene.pid = spawn(be_victim, &scene);
	for (int i = 0; i < THREADS; i++) {
		gate_receive(&scene.report, &birth, sizeof(birth));
		scene.tids[birth.number] = birth.tid;
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

static void third(void)
{
	unblock(2);
}

static const struct ktap_case cases[] = {
	{ "the sender to the first thread is recorded if that unblocks", first },
	{ "the sender to the second thread is recorded if that unblocks", second },
	{ "the sender to the third thread is recorded if that unblocks", third },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
