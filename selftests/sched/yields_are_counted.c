// SPDX-License-Identifier: GPL-2.0
/* Each sched_yield() is counted for its caller alone, whether another task runs or not. */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "time.h"

#define YIELDS 500

struct scene {
	bool has_rival;
	struct gate done, leave;
};

/* Without the hook no yields are counted. */
static void need_hook(void)
{
	char *hooks = path_text(LC_DEBUG "hooks"), *line, status[12];

	if (!hooks)
		return;
	line = strstr(hooks, "\ndo_sched_yield ");
	if (!line || sscanf(line, "%*s %*s optional %11s", status) != 1 ||
	    strcmp(status, "attached"))
		ktap_skip("the hook do_sched_yield is not attached");
}

static bool gave_way(void)
{
	struct rusage usage;

	return !getrusage(RUSAGE_SELF, &usage) && usage.ru_nivcsw;
}

/* Before 6.6 a yield does not switch to a rival that has run much longer already. */
static void yield_often(void *data)
{
	struct scene *scene = data;
	uint64_t yields = 0;

	pin(cpus() - 1);
	while (yields < YIELDS || (scene->has_rival && !gave_way())) {
		sched_yield();
		yields++;
	}
	gate_send(&scene->done, &yields, sizeof(yields));
	gate_wait(&scene->leave);
}

/* A task that is not on its CPU yet is no rival; no event reports its arrival: poll. */
static pid_t start_rival(int cpu)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	pid_t pid = spawn_hog(cpu);

	for (;;) {
		struct table *task = task_get(pid);
		bool there = table_u64(task, 0, "cpu") == (uint64_t)cpu &&
			     !strcmp(table_text(task, 0, "cpus"), table_text(task, 0, "cpu"));

		table_free(task);
		if (there)
			return pid;
		require(clock_ns() < deadline, "the rival does not arrive on its CPU");
		sched_yield();
	}
}

static struct table *yielder(bool alone)
{
	struct scene scene = { .has_rival = !alone };
	pid_t pid, rival = 0;
	struct table *task;
	uint64_t yields;

	need_hook();
	gate_init(&scene.done);
	gate_init(&scene.leave);
	if (!alone)
		rival = start_rival(cpus() - 1);
	pid = spawn(yield_often, &scene);
	gate_receive(&scene.done, &yields, sizeof(yields));
	wait_blocked(pid);
	task = task_get(pid);
	expect_u64("yields", table_u64(task, 0, "yields"), yields);
	expect_runs(task, 0);
	if (rival) {
		expect_u64("the rival's yields",
			   table_u64(task_get(rival), 0, "yields"), 0);
		end_child(rival);
	}
	end_child(pid);
	expect_u64("yields of the dead", table_u64(dead_get(pid), 0, "yields"), yields);
	return task;
}

static void alone(void)
{
	yielder(true);
}

static void with_a_rival(void)
{
	struct table *task = yielder(false);

	expect(table_u64(task, 0, "switches_involuntary") >= 1,
	       "it was never switched out beside a rival");
}

static void *thread(void *data)
{
	for (int i = 0; i < YIELDS; i++)
		sched_yield();
	gate_open(&((struct scene *)data)->done);
	gate_wait(&((struct scene *)data)->leave);
	return NULL;
}

static void one_thread(void)
{
	struct scene scene;
	pthread_t id;
	pid_t tid = 0;
	struct table *tasks;

	need_hook();
	gate_init(&scene.done);
	gate_init(&scene.leave);
	require(!pthread_create(&id, NULL, thread, &scene), "no thread");
	gate_wait(&scene.done);
	tasks = table_read(LC_PROC "tasks");
	for (int row = 0; row < tasks->rows; row++)
		if (table_u64(tasks, row, "tgid") == (uint64_t)getpid() &&
		    table_u64(tasks, row, "pid") != (uint64_t)getpid())
			tid = table_u64(tasks, row, "pid");
	require(tid, "no row of the thread");
	expect_u64("the thread's yields", table_u64(task_get(tid), 0, "yields"), YIELDS);
	expect_u64("the leader's yields", table_u64(task_get(getpid()), 0, "yields"), 0);
	gate_open(&scene.leave);
	pthread_join(id, NULL);
}

static const struct ktap_case cases[] = {
	{ "yields of a task that is alone on its CPU are counted", alone },
	{ "yields of a task with a rival are counted", with_a_rival },
	{ "a yield is counted for the thread that yields", one_thread },
};

KTAP_MAIN(cases)
