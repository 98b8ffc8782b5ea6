// SPDX-License-Identifier: GPL-2.0
/* A task that found no room has a record as soon as there is some. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "child.h"
#include "crowd.h"
#include "death.h"
#include "flood.h"
#include "ktap.h"
#include "leaks.h"
#include "load.h"
#include "module.h"
#include "row.h"
#include "time.h"
#include "totals.h"

#define FLOODER 1000
#define LOST 30
#define CHURN 500
#define EXECS 200

static void expect_lost(const pid_t *pids)
{
	for (int i = 0; i < LOST; i++)
		expect(!is_recorded(pids[i]), "pid %d has a record", pids[i]);
}

static void expect_enrolled(pid_t pid)
{
	struct table *task = task_get(pid);

	expect_text("birth", table_text(task, 0, "birth"), "-");
	expect(table_u64(task, 0, "unknown_ns") > 0, "all of its past is known");
	expect_conserved(task, 0);
	table_free(task);
}

/* Those of its threads that had no record may get one until they end. */
static int enrolled_threads(pid_t tgid)
{
	struct table *dead = table_read(LC_PROC "dead");
	int count = 0;

	for (int i = 0; i < dead->rows; i++)
		count += table_u64_or(dead, i, "tgid", 0) == (uint64_t)tgid &&
			 table_none(dead, i, "birth");
	table_free(dead);
	return count;
}

static void places_come_free(void)
{
	int max_tasks = flood_load();
	pid_t lost[LOST], filler, forker;
	struct table *dead;

	filler = flood(FLOODER, flood_size(max_tasks));
	forker = flood_forker(FLOODER, LOST, lost);
	expect_lost(lost);
	end_child(filler);
	for (int i = 0; i < LOST; i++)
		wait_recorded(lost[i]);
	expect_equal_lists();
	expect_u64("enrolled_late", stats_get("enrolled_late"), LOST + enrolled_threads(filler));
	expect_balance();
	for (int i = 0; i < LOST; i++)
		expect_enrolled(lost[i]);
	kill(lost[0], SIGKILL);
	end_child(forker);
	dead = dead_get(lost[0]);
	expect_cells(dead, "cause=killed killer_pid=%d", getpid());
	table_free(dead);
	expect_balance();
}

/* A death that makes no room for those that wait is no reason to look for them. */
static void places_of_others(void)
{
	int max_tasks = flood_load();
	uint64_t walks;

	flood(FLOODER, flood_size(max_tasks));
	walks = debug_value("enrol_walks");
	for (int i = 0; i < 500; i++)
		reap(spawn_helper("@exit", 0));
	expect_u64("enrol_walks", debug_value("enrol_walks"), walks);
}

static void *end_at_once(void *unused)
{
	return NULL;
}

static void churn(void *data)
{
	struct gate *ready = data;
	pthread_t thread;

	become(FLOODER);
	gate_open(ready);
	for (;;) {
		require(!pthread_create(&thread, NULL, end_at_once, NULL), "no thread");
		pthread_join(thread, NULL);
	}
}

/* There always is a task that waits, and room for one comes free all the time. */
static void full_table_with_churn(void)
{
	int max_tasks = flood_load(), size = flood_size(max_tasks);
	uint64_t began, walks, births, passed_ns;
	struct gate ready;
	pid_t churner;

	gate_init(&ready);
	churner = spawn(churn, &ready);
	gate_wait(&ready);
	flood(FLOODER, size);
	walks = debug_value("enrol_walks");
	began = clock_ns();
	births = stats_get("births");
	wait_births(births + CHURN);
	walks = debug_value("enrol_walks") - walks;
	passed_ns = clock_ns() - began;
	ktap_diag("%llu walks in %llu ms", (unsigned long long)walks,
		  (unsigned long long)passed_ns / 1000000);
	expect(walks <= passed_ns / 100000000 + 2, "%llu walks", (unsigned long long)walks);
	end_child(churner);
}

/* The PID of a task that is enrolled may change meanwhile. */
static void *exec_again(void *unused)
{
	exec_helper("@block", 0);
}

static void exec_from_thread(void *ready)
{
	pthread_t thread;

	gate_wait(ready);
	require(!pthread_create(&thread, NULL, exec_again, NULL), "no thread");
	block_forever(NULL);
}

struct execs {
	struct gate born, go;
};

static void fork_and_exec(void *data)
{
	struct execs *execs = data;

	become(FLOODER);
	for (int i = 0; i < EXECS; i++)
		spawn(exec_from_thread, &execs->go);
	gate_open(&execs->born);
	block_forever(NULL);
}

static void execs_meanwhile(void)
{
	int max_tasks = flood_load();
	struct execs execs;
	pid_t filler;

	gate_init(&execs.born);
	gate_init(&execs.go);
	filler = flood(FLOODER, flood_size(max_tasks));
	spawn(fork_and_exec, &execs);
	gate_wait(&execs.born);
	kill(filler, SIGKILL);
	for (int i = 0; i < EXECS; i++)
		gate_open(&execs.go);
	reap(filler);
	for (uint64_t deadline = clock_ns() + PATIENCE_NS;;) {
		uint64_t done = stats_get("execs"), living = stats_get("living");
		int tasks = count_tasks();

		if (done >= EXECS && living == (uint64_t)tasks)
			break;
		require(clock_ns() < deadline, "%llu execs, %llu of %d tasks are recorded",
			(unsigned long long)done, (unsigned long long)living, tasks);
	}
	expect_equal_lists();
	expect_balance();
	expect_whole_rows();
}

static void unload_meanwhile(void)
{
	for (int i = 0; i < 10; i++) {
		int max_tasks = flood_load();
		pid_t filler = flood(FLOODER, flood_size(max_tasks));

		end_child(filler);
		module_unload();
		expect_nothing_left();
	}
}

static const struct ktap_case cases[] = {
	{ "lost tasks are enrolled when places of their user come free", places_come_free,
	  module_cleanup },
	{ "nobody is looked for when places come free for others only", places_of_others,
	  module_cleanup },
	{ "tasks that come and go in a full table do not cause a walk each",
	  full_table_with_churn, module_cleanup },
	{ "tasks that execute programs meanwhile are enrolled once", execs_meanwhile,
	  module_cleanup },
	{ "the module can be unloaded while a walk is due", unload_meanwhile, module_cleanup },
};

KTAP_MAIN(cases)
