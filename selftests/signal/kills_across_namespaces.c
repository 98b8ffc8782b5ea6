// SPDX-License-Identifier: GPL-2.0
/*
 * Kills inside a PID namespace, into one, and of a whole one: each reader sees the killer's
 * PID in its own namespace, or 0 if it has none there.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "load.h"
#include "namespace.h"
#include "sender.h"

#define INIT 1
#define VICTIM 2
#define KILLER 3

struct scene {
	struct gate ready, go, looked;
	const struct way *way;
	pid_t target;
	int sig;
};

/* Runs @init as a namespace's init until @scene's @looked. Returns its pid outside. */
static pid_t begin(struct scene *scene, void (*init)(void *scene), pid_t *victim)
{
	pid_t pid;

	gate_init(&scene->ready);
	gate_init(&scene->go);
	gate_init(&scene->looked);
	pid = spawn_init(init, scene);
	gate_wait(&scene->looked);
	*victim = outer_pid(pid, VICTIM);
	return pid;
}

static void be_victim(void *data)
{
	struct scene *scene = data;

	setpgid(0, 0);
	prctl(PR_SET_NAME, "inner victim");
	gate_open(&scene->ready);
	block_forever(NULL);
}

static void be_killer(void *data)
{
	struct scene *scene = data;

	prctl(PR_SET_NAME, "inner killer");
	gate_open(&scene->ready);
	gate_wait(&scene->go);
	require(!scene->way->send(scene->target, scene->sig), "%s: %s", scene->way->name,
		strerror(errno));
	gate_wait(&scene->go);
}

/* The init: forks both, reaps the victim, and reads its row before it exits. */
static void expect_death_inside(void *data)
{
	struct scene *scene = data;
	struct table *dead;

	prctl(PR_SET_NAME, "inner init");
	require(spawn(be_victim, scene) == VICTIM, "pid 2 is another task");
	gate_wait(&scene->ready);
	require(spawn(be_killer, scene) == KILLER, "pid 3 is another task");
	gate_wait(&scene->ready);
	gate_open(&scene->looked);
	dead = expect_death(VICTIM, "killed");
	expect_cells(dead, "signal_origin=user killer_pid=%d killer_comm=inner\\040killer "
		     "killer_parent_pid=%d killer_parent_comm=inner\\040init ppid=%d", KILLER,
		     INIT, INIT);
	gate_open(&scene->go);
	table_free(expect_death(KILLER, "exited"));
}

static void inside_with(const struct way *way, pid_t target)
{
	struct scene scene = { .way = way, .target = target, .sig = SIGKILL };
	pid_t init, victim, killer;
	struct table *dead;

	init = begin(&scene, expect_death_inside, &victim);
	killer = outer_pid(init, KILLER);
	gate_open(&scene.go);
	expect_u64("the init's status", reap(init), 0);
	dead = dead_get(victim);
	expect_cells(dead, "cause=killed signal_origin=user killer_pid=%d "
		     "killer_comm=inner\\040killer killer_parent_pid=%d "
		     "killer_parent_comm=inner\\040init ppid=%d reaper_pid=%d signal_code=%d",
		     killer, init, init, init, way->code);
}

static void inside(void)
{
	for (int i = 0; i < WAYS; i++)
		inside_with(&ways[i], VICTIM);
}

/* kill(-1): all except the caller and the init. */
static void kill_all(void)
{
	inside_with(&ways[0], -1);
}

static void killed_from_outside(void *data)
{
	struct scene *scene = data;
	struct table *dead;

	require(spawn(be_victim, scene) == VICTIM, "pid 2 is another task");
	gate_wait(&scene->ready);
	gate_open(&scene->looked);
	dead = expect_death(VICTIM, "killed");
	/* The killer has no pid and no visible name here. */
	expect_cells(dead, "signal_origin=user killer_pid=0 killer_comm=- "
		     "killer_parent_pid=0 killer_parent_comm=-");
}

static void from_outside(void)
{
	for (int i = 0; i < WAYS; i++) {
		struct scene scene;
		pid_t init, victim;

		init = begin(&scene, killed_from_outside, &victim);
		require(!ways[i].send(victim, SIGKILL), "%s: %s", ways[i].name,
			strerror(errno));
		expect_u64("the init's status", reap(init), 0);
		expect_cells(dead_get(victim), "cause=killed signal_origin=user killer_pid=%d "
			     "killer_comm=%s killer_parent_pid=%d ppid=%d", getpid(),
			     own_comm(), getppid(), init);
	}
}

static void bear_and_wait(void *data)
{
	struct scene *scene = data;

	require(spawn(be_victim, scene) == VICTIM, "pid 2 is another task");
	gate_wait(&scene->ready);
	gate_open(&scene->looked);
	gate_wait(&scene->go);
}

static void init_is_killed(void)
{
	struct scene scene;
	pid_t init, victim;

	init = begin(&scene, bear_and_wait, &victim);
	send_signal(init, SIGKILL);
	expect_cells(expect_death(init, "killed"), "signal_origin=user killer_pid=%d", getpid());
	/* A dying init ignores SIGCHLD: its children are auto-reaped. */
	expect_cells(dead_get(victim), "cause=pidns signal_origin=pidns exit_signal=%d "
		     "killer_pid=- killer_comm=- signal_state=sleeping reap=ignored "
		     "reaper_pid=- ppid=%d", SIGKILL, init);
}

/* The same when the init exits. */
static void init_exits(void)
{
	struct scene scene;
	pid_t init, victim;

	init = begin(&scene, bear_and_wait, &victim);
	gate_open(&scene.go);
	expect_no_signal(expect_death(init, "exited"));
	expect_cells(dead_get(victim), "cause=pidns signal_origin=pidns exit_signal=%d "
		     "killer_pid=-", SIGKILL);
}

static const struct ktap_case cases[] = {
	{ "a killer inside has its inner and outer PID", inside },
	{ "kill(-1) inside is recorded", kill_all },
	{ "a killer outside has no PID inside", from_outside },
	{ "a kill of the init and the namespace's end are distinguished", init_is_killed },
	{ "an exit of the init ends the namespace", init_exits },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
