// SPDX-License-Identifier: GPL-2.0
/*
 * Several fatal signals from several senders are blocked and then unblocked at once: the
 * kernel delivers one of them, chosen by number, and that one's sender is the killer.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "time.h"
#include "victim.h"

struct gates {
	struct gate ready, done;
};

static void gates_init(struct gates *gates)
{
	gate_init(&gates->ready);
	gate_init(&gates->done);
}

struct killer {
	pid_t victim, pid;
	int sig;
	const char *name;
	bool forges;
	struct gates *gates;
	uint64_t before, after;
};

static void send_and_stay(void *data)
{
	struct killer *killer = data;

	prctl(PR_SET_NAME, killer->name);
	if (killer->forges)
		forge_signal(killer->victim, killer->sig, SI_QUEUE);
	else
		send_signal(killer->victim, killer->sig);
	gate_open(&killer->gates->ready);
	gate_wait(&killer->gates->done);
}

static void start_killer(struct killer *killer, struct gates *gates, pid_t victim)
{
	killer->gates = gates;
	killer->victim = victim;
	killer->before = clock_ns();
	killer->pid = spawn(send_and_stay, killer);
	gate_wait(&gates->ready);
	killer->after = clock_ns();
}

static void end_killer(struct killer *killer)
{
	gate_open(&killer->gates->done);
	table_free(expect_death(killer->pid, "exited"));
}

/* @mine: which of the two the kernel delivers; @gone: whether its sender is dead by then. */
static void unblock(struct killer killers[2], int mine, bool gone)
{
	struct killer *killer = &killers[mine];
	struct victim victim;
	struct gates gates;
	struct table *dead;

	gates_init(&gates);
	victim_start(&victim);
	wait_blocked(victim.pid);
	for (int i = 0; i < 2; i++) {
		start_killer(&killers[i], &gates, victim.pid);
		if (gone)
			end_killer(&killers[i]);
	}
	victim_unblock(&victim);
	dead = expect_death(victim.pid, "killed");
	expect_cells(dead, "exit_signal=%d signal_origin=user killer_pid=%d killer_uid=0 "
		     "killer_comm=%s killer_parent_pid=%d killer_parent_comm=%s "
		     "signal_state=sleeping signals_received=2 signals_blocked=2", killer->sig,
		     killer->pid, killer->name, getpid(), own_comm());
	expect_between("signal_sent_ns", killer->before, table_u64(dead, 0, "signal_sent_ns"),
		       killer->after);
	for (int i = 0; i < 2 && !gone; i++)
		gate_open(&gates.done);
	for (int i = 0; i < 2 && !gone; i++)
		table_free(expect_death(killers[i].pid, "exited"));
}

static void last_is_taken(void)
{
	struct killer killers[2] = {
		{ .sig = SIGTERM, .name = "first" }, { .sig = SIGHUP, .name = "second" },
	};

	unblock(killers, 1, false);
	unblock(killers, 1, true);
}

static void first_is_taken(void)
{
	struct killer killers[2] = {
		{ .sig = SIGHUP, .name = "first" }, { .sig = SIGTERM, .name = "second" },
	};

	unblock(killers, 0, false);
	unblock(killers, 0, true);
}

/* A sender with a forged siginfo is recorded as well, with another signal pending. */
static void forger(void)
{
	struct killer killers[2] = {
		{ .sig = SIGHUP, .name = "forger", .forges = true },
		{ .sig = SIGTERM, .name = "second" },
	};

	unblock(killers, 0, false);
	unblock(killers, 0, true);
}

/* The same signal twice: the second is not queued, and its sender is not the killer. */
static void same_signal(void)
{
	struct killer killers[2] = {
		{ .sig = SIGTERM, .name = "first" }, { .sig = SIGTERM, .name = "second" },
	};
	struct victim victim;
	struct gates gates;

	gates_init(&gates);
	victim_start(&victim);
	for (int i = 0; i < 2; i++)
		start_killer(&killers[i], &gates, victim.pid);
	victim_unblock(&victim);
	expect_cells(expect_death(victim.pid, "killed"),
		     "exit_signal=%d killer_pid=%d killer_comm=first "
		     "signals_received=1", SIGTERM, killers[0].pid);
	for (int i = 0; i < 2; i++)
		gate_open(&gates.done);
}

/* All real-time signals are queued. */
static void same_real_time_signal(void)
{
	struct killer killers[2] = {
		{ .sig = SIGRTMIN, .name = "first" }, { .sig = SIGRTMIN, .name = "second" },
	};

	unblock(killers, 0, false);
	unblock(killers, 0, true);
}

static void dequeue(void)
{
	const struct timespec never = { 0, 0 };
	sigset_t all;

	sigfillset(&all);
	require(sigtimedwait(&all, NULL, &never) > 0, "no signal");
}

/* Ignoring a signal flushes it. */
static void flush(void)
{
	signal(SIGQUIT, SIG_IGN);
	signal(SIGQUIT, SIG_DFL);
}

struct dequeuer {
	struct victim victim;
	struct gate start, dequeued;
	void (*how)(void);
	/* Whether the second signal is sent when none is blocked any more. */
	bool open;
};

static void be_dequeuer(void *data)
{
	struct dequeuer *dequeuer = data;
	sigset_t all, none;

	sigfillset(&all);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &all, NULL);
	gate_open(&dequeuer->victim.ready);
	gate_wait(&dequeuer->start);
	dequeuer->how();
	if (dequeuer->open)
		sigprocmask(SIG_SETMASK, &none, NULL);
	gate_open(&dequeuer->dequeued);
	gate_wait(&dequeuer->victim.go);
	sigprocmask(SIG_SETMASK, &none, NULL);
	_exit(1);
}

static void dequeuer_start(struct dequeuer *dequeuer)
{
	gate_init(&dequeuer->victim.ready);
	gate_init(&dequeuer->victim.go);
	gate_init(&dequeuer->start);
	gate_init(&dequeuer->dequeued);
	dequeuer->victim.pid = spawn(be_dequeuer, dequeuer);
	gate_wait(&dequeuer->victim.ready);
}

static void dequeued_then_killed(void (*how)(void), bool open)
{
	struct killer killers[2] = {
		{ .sig = SIGQUIT, .name = "first" }, { .sig = SIGQUIT, .name = "second" },
	};
	struct dequeuer dequeuer = { .how = how, .open = open };
	struct gates gates;

	gates_init(&gates);
	dequeuer_start(&dequeuer);
	start_killer(&killers[0], &gates, dequeuer.victim.pid);
	gate_open(&dequeuer.start);
	gate_wait(&dequeuer.dequeued);
	start_killer(&killers[1], &gates, dequeuer.victim.pid);
	if (!open)
		victim_unblock(&dequeuer.victim);
	expect_cells(expect_death(dequeuer.victim.pid, "killed"), "exit_signal=%d killer_pid=%d "
		     "killer_comm=second signals_received=2", SIGQUIT, killers[1].pid);
	for (int i = 0; i < 2; i++)
		gate_open(&gates.done);
}

/* A pending signal that was dequeued or flushed is not the one that kills later. */
static void dequeued_while_blocked(void)
{
	dequeued_then_killed(dequeue, false);
	dequeued_then_killed(dequeue, true);
	dequeued_then_killed(flush, false);
	dequeued_then_killed(flush, true);
}

static void first_is_dequeued(void)
{
	struct killer killers[2] = {
		{ .sig = SIGRTMIN, .name = "first" }, { .sig = SIGRTMIN, .name = "second" },
	};
	struct dequeuer dequeuer = { .how = dequeue };
	struct gates gates;

	gates_init(&gates);
	dequeuer_start(&dequeuer);
	for (int i = 0; i < 2; i++)
		start_killer(&killers[i], &gates, dequeuer.victim.pid);
	gate_open(&dequeuer.start);
	victim_unblock(&dequeuer.victim);
	expect_cells(expect_death(dequeuer.victim.pid, "killed"), "exit_signal=%d killer_pid=%d "
		     "killer_comm=second signals_received=2", SIGRTMIN, killers[1].pid);
	for (int i = 0; i < 2; i++)
		gate_open(&gates.done);
}

/* A stopped process blocks none, but none is delivered either. */
static void stopped(void)
{
	struct killer killers[2] = {
		{ .sig = SIGHUP, .name = "first" }, { .sig = SIGTERM, .name = "second" },
	};
	struct gates gates;
	pid_t pid;

	gates_init(&gates);
	pid = spawn(block_forever, NULL);
	wait_blocked(pid);
	send_signal(pid, SIGSTOP);
	wait_state(pid, "stopped");
	for (int i = 0; i < 2; i++)
		start_killer(&killers[i], &gates, pid);
	send_signal(pid, SIGCONT);
	expect_cells(expect_death(pid, "killed"), "exit_signal=%d killer_pid=%d killer_comm=first "
		     "signal_state=stopped signals_blocked=0", SIGHUP, killers[0].pid);
	for (int i = 0; i < 2; i++)
		gate_open(&gates.done);
}

static void *exec_on_gate(void *data)
{
	struct victim *victim = data;

	gate_wait(&victim->go);
	exec_helper("@unblock", 0);
}

static void block_with_thread(void *data)
{
	struct victim *victim = data;
	pthread_t thread;
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	require(!pthread_create(&thread, NULL, exec_on_gate, victim), "no thread");
	gate_open(&victim->ready);
	block_forever(NULL);
}

/*
 * A thread becomes the leader by an exec; the old leader's pending signals stay with the
 * process.
 */
static void thread_execs(void)
{
	struct killer killers[2] = {
		{ .sig = SIGHUP, .name = "first" }, { .sig = SIGTERM, .name = "second" },
	};
	struct victim victim;
	struct gates gates;

	gates_init(&gates);
	gate_init(&victim.ready);
	gate_init(&victim.go);
	victim.pid = spawn(block_with_thread, &victim);
	gate_wait(&victim.ready);
	for (int i = 0; i < 2; i++)
		start_killer(&killers[i], &gates, victim.pid);
	victim_unblock(&victim);
	expect_cells(expect_death(victim.pid, "killed"),
		     "exit_signal=%d signal_origin=user killer_pid=%d "
		     "killer_comm=first execs=1 signals_received=2 signals_blocked=2", SIGHUP,
		     killers[0].pid);
	for (int i = 0; i < 2; i++)
		gate_open(&gates.done);
}

static const struct ktap_case cases[] = {
	{ "the sender is recorded if the newest signal is delivered", last_is_taken },
	{ "the sender is recorded if the oldest signal is delivered", first_is_taken },
	{ "the sender is recorded if the delivered siginfo is forged", forger },
	{ "the first of two equal signals is the one that kills", same_signal },
	{ "the first of two equal real-time signals kills", same_real_time_signal },
	{ "the sender is recorded if a stopped process has several signals", stopped },
	{ "a dequeued or flushed signal is not the killer", dequeued_while_blocked },
	{ "the second of two kills if the first was dequeued", first_is_dequeued },
	{ "the sender is recorded after an exec from a thread", thread_execs },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
