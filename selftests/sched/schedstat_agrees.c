// SPDX-License-Identifier: GPL-2.0
/*
 * Runs equal the slices in /proc/PID/schedstat, and the times on a CPU and waiting for one
 * agree within 1 % or 50 us a slice: the scheduler's clock is another one, and is read
 * before the switch, ours during it.
 */
#include <sched.h>
#include <time.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"

#define ROUNDS 300

static uint64_t room(uint64_t time, uint64_t slices)
{
	return time / 100 > slices * 50000 ? time / 100 : slices * 50000;
}

/* Whether the times agree. What must be exact is checked at once. */
static bool agrees(const char *what, pid_t pid)
{
	struct schedstat kernel;
	struct table *task = task_at_rest(pid, &kernel);
	uint64_t runs = table_u64(task, 0, "runs");
	bool run, wait;

	/*
	 * A task preempted on its way to sleep starts a run that the kernel does not count,
	 * nor does it count the wait before.
	 */
	if (preemptible_kernel())
		expect(runs >= kernel.slices, "%s: %s runs", what, table_text(task, 0, "runs"));
	else
		expect_u64(what, runs, kernel.slices);
	run = is_near(what, table_u64(task, 0, "run_ns"), kernel.run_ns,
		      room(kernel.run_ns, kernel.slices));
	wait = (runs > kernel.slices && table_u64(task, 0, "runnable_ns") > kernel.wait_ns) ||
	       is_near(what, table_u64(task, 0, "runnable_ns"), kernel.wait_ns,
		       room(kernel.wait_ns, kernel.slices));
	expect_latency(task);
	expect_runs(task, 0);
	expect_conserved(task, 0);
	table_free(task);
	return run && wait;
}

static bool hogs(void)
{
	struct burner burners[2];
	bool good = true;

	pin(0);
	for (int i = 0; i < 2; i++)
		burner_start(&burners[i], cpus() - 1);
	for (int i = 0; i < 2; i++)
		burner_order(&burners[i], 250 * MS_NS);
	for (int i = 0; i < 2; i++)
		burner_wait(&burners[i]);
	for (int i = 0; i < 2; i++) {
		good &= agrees("a hog with a rival", burners[i].pid);
		end_child(burners[i].pid);
	}
	return good;
}

static void cpu_bound(void)
{
	expect_in_attempts("two hogs on one CPU", hogs);
}

/*
 * On the waker's CPU: the scheduler does not read its clock again between a wakeup and the
 * switch to the woken task. On an idle CPU it would count the exit from idle as the
 * reader's run time, which the module does not.
 */
static bool woken(void)
{
	struct burner reader;
	bool good;

	pin(cpus() - 1);
	burner_start(&reader, cpus() - 1);
	for (int i = 0; i < ROUNDS; i++) {
		burner_order(&reader, 0);
		gate_wait(&reader.done);
	}
	good = agrees("a reader of a pipe", reader.pid);
	end_child(reader.pid);
	return good;
}

static void io_bound(void)
{
	expect_in_attempts("a reader of a pipe", woken);
}

struct scene {
	struct gate to[2], over, leave;
};

static void play(struct scene *players, int me)
{
	pin(cpus() - 1);
	for (int i = 0; i < ROUNDS; i++) {
		gate_wait(&players->to[me]);
		gate_open(&players->to[!me]);
	}
	gate_open(&players->over);
	gate_wait(&players->leave);
}

static void ping(void *players)
{
	play(players, 0);
}

static void pong(void *players)
{
	play(players, 1);
}

static bool table_tennis(void)
{
	struct scene players;
	pid_t pids[2];
	bool good = true;

	gate_init(&players.to[0]);
	gate_init(&players.to[1]);
	gate_init(&players.over);
	gate_init(&players.leave);
	pids[0] = spawn(ping, &players);
	pids[1] = spawn(pong, &players);
	gate_open(&players.to[0]);
	for (int i = 0; i < 2; i++)
		gate_wait(&players.over);
	for (int i = 0; i < 2; i++) {
		wait_blocked(pids[i]);
		good &= agrees("a task that plays ping-pong", pids[i]);
	}
	for (int i = 0; i < 2; i++)
		end_child(pids[i]);
	return good;
}

static void ping_pong(void)
{
	expect_in_attempts("ping-pong", table_tennis);
}

/* Woken by a timer; it wakes no other task, which would preempt it. */
static void burn_and_sleep(void *data)
{
	struct timespec nap = { 0, MS_NS / 2 };
	struct scene *scene = data;

	pin(cpus() - 1);
	for (int i = 0; i < 40; i++) {
		burn(i % 8 * MS_NS);
		nanosleep(&nap, NULL);
	}
	gate_open(&scene->over);
	gate_wait(&scene->leave);
}

static bool some_of_both(void)
{
	pid_t rival = spawn_hog(cpus() - 1), pid;
	struct scene scene;
	bool good;

	pin(0);
	gate_init(&scene.over);
	gate_init(&scene.leave);
	pid = spawn(burn_and_sleep, &scene);
	gate_wait(&scene.over);
	wait_blocked(pid);
	good = agrees("a task that burns and sleeps beside a hog", pid);
	end_child(pid);
	end_child(rival);
	return good;
}

static void mixed(void)
{
	expect_in_attempts("a mixed task", some_of_both);
}

static const struct ktap_case cases[] = {
	{ "schedstat of two CPU-bound tasks on one CPU agrees", cpu_bound },
	{ "schedstat of an I/O-bound task agrees", io_bound },
	{ "schedstat of two tasks that wake each other agrees", ping_pong },
	{ "schedstat of a task that burns and sleeps beside a hog agrees", mixed },
};

KTAP_MAIN(cases)
