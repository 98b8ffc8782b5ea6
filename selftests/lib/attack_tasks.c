// SPDX-License-Identifier: GPL-2.0
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack_tasks.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "program.h"
#include "table.h"

#define BIRTHS 10
#define CROWDS 4
#define ORPHANS 200
#define ZOMBIES 50
#define STACK 16384

static pid_t bear_briefly(bool vforked, int status)
{
	pid_t pid = vforked ? vfork() : fork();

	if (pid == 0)
		_exit(status);
	return pid;
}

int attack_births(struct attacker *self)
{
	for (int i = 0; i < BIRTHS; i++) {
		pid_t pid = bear_briefly(i % 2, i % 3);

		if (pid < 0)
			return -errno;
		reap(pid);
	}
	return 0;
}

struct crowd_of_threads {
	int size;
	struct gate full;
};

static void *stay(void *unused)
{
	for (;;)
		pause();
	return unused;
}

static void be_crowd(void *data)
{
	struct crowd_of_threads *crowd = data;
	pthread_attr_t attr;
	pthread_t thread;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	for (int i = 0; i < crowd->size; i++)
		if (pthread_create(&thread, &attr, stay, NULL))
			break;
	gate_open(&crowd->full);
	block_forever(NULL);
}

/* Together, the crowds of a user exceed its share; the oldest is killed for a new one. */
int attack_crowds(struct attacker *self)
{
	static pid_t crowds[CROWDS];
	struct crowd_of_threads crowd = { .size = self->most / (CROWDS + 1) };
	pid_t *pid = &crowds[self->step % CROWDS];

	if (*pid > 0)
		attack_end(*pid);
	gate_init(&crowd.full);
	*pid = attack_bear(be_crowd, &crowd);
	close(crowd.full.in);
	if (*pid > 0)
		gate_wait(&crowd.full);
	close(crowd.full.out);
	return *pid > 0 ? 0 : -EAGAIN;
}

static void wait_for_end(struct gate *gate)
{
	char byte;

	close(gate->in);
	if (read(gate->out, &byte, 1))
		_exit(1);
	_exit(0);
}

/* Its end closes the gate for its children, too. */
static void leave_orphans(void *data)
{
	struct gate gate;
	pid_t pid;

	gate_init(&gate);
	for (int i = 0; i < ORPHANS; i++) {
		pid = fork();
		if (pid == 0)
			wait_for_end(&gate);
		if (pid < 0)
			break;
	}
}

/* They are adopted by the machine's init and by this process by turns. */
int attack_orphans(struct attacker *self)
{
	pid_t pid;

	prctl(PR_SET_CHILD_SUBREAPER, self->step % 2);
	pid = attack_bear(leave_orphans, NULL);
	if (pid < 0)
		return -EAGAIN;
	while (waitpid(-1, NULL, 0) > 0)
		;
	return 0;
}

int attack_zombies(struct attacker *self)
{
	pid_t zombies[ZOMBIES];
	int count;

	for (count = 0; count < ZOMBIES; count++) {
		zombies[count] = bear_briefly(false, 0);
		if (zombies[count] < 0)
			break;
	}
	for (int i = 0; i < count; i++)
		wait_exited(zombies[i]);
	for (int i = 0; i < count; i++)
		reap(zombies[i]);
	return count ? 0 : -EAGAIN;
}

/* A folder and a program in it; both names change. */
struct places {
	char folders[2][40], programs[2][80];
};

static void places_of(const char *name, struct places *places)
{
	snprintf(places->folders[0], sizeof(places->folders[0]), "/tmp/%s", name);
	snprintf(places->folders[1], sizeof(places->folders[1]), "/tmp/%s moved", name);
	snprintf(places->programs[0], sizeof(places->programs[0]), "%s/%s", places->folders[0],
		 name);
	snprintf(places->programs[1], sizeof(places->programs[1]), "%s/%s\n\x01 %s",
		 places->folders[0], name, name);
}

void attack_renames_prepare(const char *name, unsigned int uid)
{
	struct places places;

	attack_renames_clean(name);
	places_of(name, &places);
	require(!mkdir(places.folders[0], 0755), "%s: %s", places.folders[0], strerror(errno));
	program_copy(places.programs[0]);
	require(!chown(places.folders[0], uid, uid), "chown: %s", strerror(errno));
}

void attack_renames_clean(const char *name)
{
	struct places places;

	places_of(name, &places);
	rename(places.folders[1], places.folders[0]);
	unlink(places.programs[0]);
	unlink(places.programs[1]);
	rmdir(places.folders[0]);
}

static void burn_there(void *path)
{
	execl(path, "helper", "@burn", "3", NULL);
	_exit(126);
}

static void rename_all(const struct places *places)
{
	rename(places->programs[0], places->programs[1]);
	rename(places->folders[0], places->folders[1]);
	rename(places->folders[1], places->folders[0]);
	rename(places->programs[1], places->programs[0]);
}

/* Whatever it was called when it was read, the name is one that the user gave it. */
static void expect_one_of_the_names(const struct attacker *self, pid_t pid)
{
	struct table *task = task_ask(pid);
	const char *exe;

	if (!task) {
		require(errno == ESRCH, "task: %s", strerror(errno));
		return;
	}
	exe = table_text(task, 0, "exe");
	expect(!strcmp(exe, "-") || strstr(exe, self->name), "exe is '%s'", exe);
	table_free(task);
}

int attack_renames(struct attacker *self)
{
	struct places places;
	int status;
	pid_t pid;

	places_of(self->name, &places);
	pid = attack_bear(burn_there, places.programs[0]);
	if (pid < 0)
		return -EAGAIN;
	while (!waitpid(pid, &status, WNOHANG))
		rename_all(&places);
	/* Else it was not there when it was to be executed. */
	if (!status)
		expect_one_of_the_names(self, pid);
	return 0;
}
