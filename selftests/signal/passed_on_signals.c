// SPDX-License-Identifier: GPL-2.0
/*
 * A tracer passes on a signal that it did not choose: a trap of its single steps, which is its
 * own, and what another process sent, which stays that process's even if it is queued anew.
 */
#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

static void call_for_ever(void *unused)
{
	for (;;)
		getppid();
}

static void trace(int request, pid_t pid, void *data)
{
	require(!ptrace(request, pid, 0, data), "ptrace(%#x): %s", request, strerror(errno));
}

static void to_stop(pid_t pid, int sig)
{
	int status;

	require(waitpid(pid, &status, __WALL) == pid, "wait for the tracee: %s", strerror(errno));
	require(WIFSTOPPED(status) && WSTOPSIG(status) == sig, "status %#x", status);
}

static void step_and_pass_on(void *data)
{
	pid_t victim = *(pid_t *)data;

	trace(PTRACE_SEIZE, victim, NULL);
	trace(PTRACE_INTERRUPT, victim, NULL);
	to_stop(victim, SIGTRAP);
	for (int i = 0; i < 20; i++) {
		trace(PTRACE_SINGLESTEP, victim, NULL);
		to_stop(victim, SIGTRAP);
	}
	trace(PTRACE_CONT, victim, (void *)SIGTRAP);
	reap(victim);
}

/* Steps lead over system calls, too. */
static void stepped(void)
{
	pid_t victim = spawn(call_for_ever, NULL), tracer = spawn(step_and_pass_on, &victim);

	expect_cells(expect_death(victim, "killed"), "signal_origin=tracer exit_signal=%d "
		     "killer_pid=%d fault_address=-", SIGTRAP, tracer);
	table_free(expect_death(tracer, "exited"));
}

static volatile long watched;

static void write_for_ever(void *unused)
{
	for (;;)
		watched++;
}

static void poke(pid_t pid, int debug_register, unsigned long value)
{
	require(!ptrace(PTRACE_POKEUSER, pid,
			offsetof(struct user, u_debugreg) + debug_register * sizeof(value), value),
		"debug register: %s", strerror(errno));
}

/* The victim stops at its next write to 8 bytes. */
static void watch(pid_t victim)
{
	trace(PTRACE_SEIZE, victim, NULL);
	trace(PTRACE_INTERRUPT, victim, NULL);
	to_stop(victim, SIGTRAP);
	poke(victim, 0, (unsigned long)&watched);
	poke(victim, 7, 1 | 1 << 16 | 2 << 18);
}

static void watch_and_pass_on(void *data)
{
	pid_t victim = *(pid_t *)data;

	watch(victim);
	trace(PTRACE_CONT, victim, NULL);
	to_stop(victim, SIGTRAP);
	trace(PTRACE_CONT, victim, (void *)SIGTRAP);
	reap(victim);
}

static void watch_and_leave(void *data)
{
	pid_t victim = *(pid_t *)data;

	watch(victim);
	trace(PTRACE_DETACH, victim, NULL);
}

static void watched_by_tracer(void)
{
	pid_t victim = spawn(write_for_ever, NULL), tracer = spawn(watch_and_pass_on, &victim);

	expect_cells(expect_death(victim, "killed"), "signal_origin=tracer exit_signal=%d "
		     "signal_code=%d killer_pid=%d fault_address=-", SIGTRAP, TRAP_HWBKPT,
		     tracer);
	table_free(expect_death(tracer, "exited"));
	victim = spawn(write_for_ever, NULL);
	tracer = spawn(watch_and_leave, &victim);
	expect_cells(expect_death(victim, "killed"), "signal_origin=tracer exit_signal=%d "
		     "signal_code=%d killer_pid=-", SIGTRAP, TRAP_HWBKPT);
	table_free(expect_death(tracer, "exited"));
}

/**
 * struct scene - a tracer that blocks a signal of its tracee before it passes it on
 * @victim: the tracee
 * @seized, @blocked, @unblock: what happens
 */
struct scene {
	pid_t victim;
	struct gate seized, blocked, unblock;
};

static void set_blocked(pid_t pid, uint64_t mask)
{
	require(!ptrace(PTRACE_SETSIGMASK, pid, sizeof(mask), &mask), "PTRACE_SETSIGMASK: %s",
		strerror(errno));
}

static void block_and_pass_on(void *data)
{
	struct scene *scene = data;

	trace(PTRACE_SEIZE, scene->victim, NULL);
	gate_open(&scene->seized);
	to_stop(scene->victim, SIGTERM);
	set_blocked(scene->victim, 1 << (SIGTERM - 1));
	trace(PTRACE_CONT, scene->victim, (void *)SIGTERM);
	trace(PTRACE_INTERRUPT, scene->victim, NULL);
	to_stop(scene->victim, SIGTRAP);
	gate_open(&scene->blocked);
	gate_wait(&scene->unblock);
	set_blocked(scene->victim, 0);
	trace(PTRACE_DETACH, scene->victim, NULL);
}

static void queued_anew(void)
{
	pid_t tracer, asker;
	struct scene scene;

	gate_init(&scene.seized);
	gate_init(&scene.blocked);
	gate_init(&scene.unblock);
	scene.victim = spawn(block_forever, NULL);
	tracer = spawn(block_and_pass_on, &scene);
	gate_wait(&scene.seized);
	asker = sent_by(scene.victim, SIGTERM, "asker", 0);
	gate_wait(&scene.blocked);
	expect_u64("pending", status_value(scene.victim, scene.victim, "SigQ") > 0, true);
	gate_open(&scene.unblock);
	expect_cells(expect_death(scene.victim, "killed"), "signal_origin=user exit_signal=%d "
		     "killer_pid=%d killer_comm=asker killer_lost=0", SIGTERM, asker);
	table_free(expect_death(tracer, "exited"));
}

static const struct ktap_case cases[] = {
	{ "a trap of a tracer's single steps has the tracer as sender", stepped },
	{ "so has that of a hardware breakpoint, which may have left", watched_by_tracer },
	{ "a signal that is queued anew, because it is blocked by then, keeps its sender",
	  queued_anew },
};

KTAP_MAIN(cases)
