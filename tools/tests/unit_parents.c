// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "task/parents.h"

static const char living[] =
	"# lifecycle 2\n"
	"pid tgid ppid comm state born_ns zombie_ns unknown_ns\n"
	"10 10 1 father sleeping 10 0 0\n"
	"11 10 1 thread sleeping 11 0 0\n"
	"20 20 10 first zombie 20 500 0\n"
	"21 21 10 second zombie 21 700 0\n"
	"22 22 10 leader zombie 22 900 0\n"
	"23 22 10 follower sleeping 23 0 0\n"
	"24 24 10 child sleeping 24 0 0\n"
	"25 24 10 traced zombie 25 5000 0\n"
	"30 30 99 stray zombie 30 40 0\n"
	"31 31 0 outsider zombie 31 40 0\n"
	"50 50 1 host sleeping 50 0 0\n"
	"51 51 50 recent zombie 51 700 0\n"
	"52 52 50 ancient zombie 52 0 900\n";

static const char dead[] =
	"# lifecycle 2\n"
	"pid tgid ppid comm state born_ns reaped_ns zombie_ns\n"
	"10 10 1 namesake dead 1 5 0\n"
	"99 99 1 gone dead 1 50 0\n"
	"40 40 10 buried dead 2 60 800\n";

static const char traced[] =
	"# lifecycle 2\n"
	"pid tgid ppid comm state born_ns now_ns zombie_ns unknown_ns tracer_pid tracer_comm "
	"tracer_left_ns reapable_ns\n"
	"60 60 1 patient sleeping 60 1000 0 0 - - - -\n"
	"61 61 1 holder sleeping 61 1000 0 0 - - - -\n"
	"62 62 60 kept zombie 62 1000 500 0 61 holder - 500\n"
	"63 63 60 freed zombie 63 1000 600 0 61 holder 900 900\n"
	"64 64 60 own zombie 64 1000 300 0 60 patient - 700\n"
	"65 65 60 hung zombie 65 1000 400 0 - - - -\n"
	"66 65 60 limb zombie 66 1000 800 0 61 holder - 200\n"
	"67 67 60 foreign zombie 67 1000 100 0 0 - - 900\n"
	"68 68 60 traced sleeping 68 1000 0 0 61 holder - -\n";

static const struct lct_task *named(const struct lct_tasks *tasks, const char *comm)
{
	size_t i;

	for (i = 0; i < tasks->nr; i++)
		if (lct_task_is_word(&tasks->task[i], LCT_COLUMN_comm, comm))
			return &tasks->task[i];
	return NULL;
}

/* A zombie counts for the process that could have reaped it. */
static void tracers(void)
{
	const struct lct_task *patient, *holder;
	struct lct_tasks tasks = { 0 };
	struct lct_table t;

	lct_table_init(&t);
	lct_table_parse(&t, traced, strlen(traced));
	lct_tasks_add(&tasks, &t);
	lct_parents_link(&tasks);
	patient = named(&tasks, "patient");
	holder = named(&tasks, "holder");
	result(named(&tasks, "kept")->reaper == holder && named(&tasks, "kept")->parent == patient,
	       "a tracer that holds a zombie is not its parent");
	result(named(&tasks, "hung")->held == named(&tasks, "limb") &&
	       named(&tasks, "hung")->reaper == holder,
	       "a tracer that holds a thread holds its process");
	result(holder->unreaped == 2 && holder->unreaped_max_ns == 500,
	       "zombies count for their tracer, from the end of the whole process");
	result(named(&tasks, "freed")->reaper == patient && named(&tasks, "own")->reaper == patient,
	       "zombies count for their parent if it is the tracer, or the tracer released them");
	result(patient->unreaped == 2 && patient->unreaped_max_ns == 300,
	       "a parent's time begins when the tracer releases the zombie");
	result(!named(&tasks, "foreign")->reaper && named(&tasks, "foreign")->held,
	       "a tracer outside the PID namespace is not its parent");
	result(!named(&tasks, "traced")->held, "a living task is not held");
	lct_tasks_free(&tasks);
	lct_table_free(&t);
}

int main(void)
{
	struct lct_tasks tasks = { 0 };
	struct lct_table a, b;
	const struct lct_task *father;

	plan(16);
	lct_table_init(&a);
	lct_table_init(&b);
	lct_table_parse(&a, living, strlen(living));
	lct_table_parse(&b, dead, strlen(dead));
	lct_tasks_add(&tasks, &a);
	lct_tasks_add(&tasks, &b);
	lct_parents_link(&tasks);
	father = named(&tasks, "father");
	result(named(&tasks, "first")->parent == father,
	       "the parent is the living process with the PID");
	result(father->unreaped == 2 && father->unreaped_max_ns == 700,
	       "zombies are counted, except threads and leaders with living threads");
	result(named(&tasks, "host")->unreaped_max_ns == INT64_MAX,
	       "the oldest zombie may be older than the module");
	result(named(&tasks, "namesake")->unreaped == 0,
	       "a zombie does not count for a process that had the PID before");
	result(!named(&tasks, "stray")->parent && lct_parents_is_reapable(named(&tasks, "stray")),
	       "a zombie without a living parent is still a zombie");
	result(!named(&tasks, "outsider")->parent,
	       "a parent outside the PID namespace is not found");
	result(!lct_parents_is_reapable(named(&tasks, "leader")),
	       "a leader with living threads cannot be reaped");
	result(!lct_parents_is_reapable(named(&tasks, "traced")),
	       "a thread cannot be reaped by the parent");
	result(!lct_parents_is_reapable(named(&tasks, "buried")),
	       "a reaped process cannot be reaped again");
	lct_tasks_free(&tasks);
	lct_table_free(&a);
	lct_table_free(&b);
	tracers();
	return ktap_failed;
}
