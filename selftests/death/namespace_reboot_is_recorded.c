// SPDX-License-Identifier: GPL-2.0
/*
 * reboot(2) in a PID namespace kills its init by SIGKILL, and changes the signal in the
 * init's exit status. The cause is known, and the killer is the process that called it.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "namespace.h"

/**
 * struct scene - a namespace with an init and two more processes
 * @how: argument of reboot(2)
 * @by_init: the init calls it
 * @ready: opened by the caller when all of them run
 * @go: opened by the test
 */
struct scene {
	int how;
	bool by_init;
	struct gate ready, go;
};

static void call_reboot(void *data)
{
	struct scene *scene = data;

	prctl(PR_SET_NAME, "rebooter");
	gate_open(&scene->ready);
	gate_wait(&scene->go);
	reboot(scene->how);
	_exit(1);
}

static void be_init(void *data)
{
	struct scene *scene = data;

	spawn(block_forever, NULL);
	if (scene->by_init)
		call_reboot(scene);
	spawn(call_reboot, scene);
	block_forever(NULL);
}

/* reboot(2) ends its caller, unless the dying init does so first. */
static void expect_ended(const struct table *caller)
{
	if (strcmp(table_text(caller, 0, "cause"), "pidns"))
		expect_cells(caller, "cause=exited exit_code=0");
	else
		expect_cells(caller, "exit_signal=%d signal_origin=pidns", SIGKILL);
}

static void play(int how, bool by_init, int sig)
{
	struct scene scene = { .how = how, .by_init = by_init };
	pid_t init, bystander, rebooter;
	struct table *dead;

	gate_init(&scene.ready);
	gate_init(&scene.go);
	init = spawn_init(be_init, &scene);
	gate_wait(&scene.ready);
	bystander = outer_pid(init, 2);
	rebooter = by_init ? init : outer_pid(init, 3);
	gate_open(&scene.go);
	dead = expect_death(init, "killed");
	expect_cells(dead, "signal_origin=reboot exit_signal=%d signal_code=%d killer_pid=%d "
		     "killer_comm=rebooter signal_rlimit=-", sig, SI_KERNEL, rebooter);
	table_free(dead);
	expect_cells(dead_get(bystander), "cause=pidns signal_origin=pidns exit_signal=%d",
		     SIGKILL);
	if (!by_init)
		expect_ended(dead_get(rebooter));
}

static void by_child(void)
{
	play(RB_AUTOBOOT, false, SIGHUP);
	play(RB_POWER_OFF, false, SIGINT);
	play(RB_HALT_SYSTEM, false, SIGINT);
}

static void by_itself(void)
{
	play(RB_AUTOBOOT, true, SIGHUP);
	play(RB_POWER_OFF, true, SIGINT);
}

static void wait_killed(void *data)
{
	gate_open(data);
	block_forever(NULL);
}

/* The same signals, from a process outside. */
static void without_reboot(void)
{
	static const int signals[] = { SIGKILL, SIGHUP, SIGINT };
	struct gate ready;

	gate_init(&ready);
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		pid_t init = spawn_init(wait_killed, &ready);

		gate_wait(&ready);
		kill(init, signals[i]);
		/* An init ignores a signal that it does not handle, except SIGKILL. */
		if (signals[i] != SIGKILL)
			kill(init, SIGKILL);
		expect_cells(expect_death(init, "killed"), "signal_origin=user exit_signal=%d "
			     "killer_pid=%d", SIGKILL, getpid());
	}
}

static const struct ktap_case cases[] = {
	{ "the caller of reboot(2) is recorded as the killer of the init", by_child },
	{ "also if that is the init", by_itself },
	{ "an init that another process kills is not taken for rebooted", without_reboot },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
