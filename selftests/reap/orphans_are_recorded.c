// SPDX-License-Identifier: GPL-2.0
/* The parent whose death orphaned a task, the time, the adopter; and inherited zombies. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "load.h"
#include "namespace.h"
#include "sender.h"
#include "time.h"

struct scene {
	struct gate report, go, end;
};

static void scene_init(struct scene *scene)
{
	gate_init(&scene->report);
	gate_init(&scene->go);
	gate_init(&scene->end);
}

static void outlive(void *data)
{
	struct scene *scene = data;

	prctl(PR_SET_PDEATHSIG, 0);
	gate_open(&scene->go);
	gate_wait(&scene->end);
	_exit(21);
}

/* Forks a child that outlives it, and sends its pid. */
static void be_parent(void *data)
{
	struct scene *scene = data;
	pid_t pid = spawn(outlive, scene);

	prctl(PR_SET_NAME, "first parent");
	gate_wait(&scene->go);
	gate_send(&scene->report, &pid, sizeof(pid));
}

/* When the parent has been reaped, its child has been reparented. */
static pid_t orphan(struct scene *scene, pid_t *parent)
{
	uint64_t before = clock_ns();
	struct table *row;
	pid_t pid;

	scene_init(scene);
	*parent = spawn(be_parent, scene);
	gate_receive(&scene->report, &pid, sizeof(pid));
	row = expect_death(*parent, "exited");
	expect_cells(row, "children=1 children_reaped=0 children_auto_reaped=0 reap_delay_sum_ns=0 "
		     "orphaned_ns=-");
	row = task_get(pid);
	expect_cells(row, "orphaned_by_pid=%d orphaned_by_comm=first\\040parent birth_ppid=%d",
		     *parent, *parent);
	expect_between("orphaned_ns", before, table_u64(row, 0, "orphaned_ns"), clock_ns());
	return pid;
}

static void to_subreaper(void)
{
	struct scene scene;
	pid_t pid, parent;

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	pid = orphan(&scene, &parent);
	expect_cells(task_get(pid), "adopter_pid=%d adopter_comm=%s ppid=%d", getpid(), own_comm(),
		     getpid());
	expect_u64("/proc's ppid", stat_field(pid, pid, 4), getpid());
	gate_open(&scene.end);
	expect_cells(expect_death(pid, "failed"), "exit_code=21 adopter_pid=%d adopter_comm=%s "
		     "orphaned_by_pid=%d birth_ppid=%d ppid=%d", getpid(), own_comm(), parent,
		     parent, getpid());
	/* One forked, and two reaped. */
	expect_cells(values_read(LC_PROC "self"), "children=1 children_reaped=2");
}

static void to_init(void)
{
	struct table *init = task_get(1), *dead;
	struct scene scene;
	pid_t pid, parent;

	pid = orphan(&scene, &parent);
	expect_cells(task_get(pid), "adopter_pid=1 adopter_comm=%s ppid=1",
		     table_text(init, 0, "comm"));
	expect_u64("/proc's ppid", stat_field(pid, pid, 4), 1);
	gate_open(&scene.end);
	dead = dead_get(pid);
	expect_cells(dead, "adopter_pid=1 orphaned_by_pid=%d birth_ppid=%d ppid=1 reap=waited "
		     "reaper_pid=1 exit_code=21", parent, parent);
	expect_u64("init's children", table_u64(task_get(1), 0, "children"),
		   table_u64(init, 0, "children"));
	expect(table_u64(task_get(1), 0, "children_reaped") >
	       table_u64(init, 0, "children_reaped"), "init has reaped no child");
}

struct relay {
	struct scene *scene;
	struct gate leave;
};

static void be_subreaper(void *data)
{
	struct relay *relay = data;

	prctl(PR_SET_NAME, "second parent");
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	reap(spawn(be_parent, relay->scene));
	gate_wait(&relay->leave);
}

/* The newest adoption is kept. */
static void twice(void)
{
	struct scene scene;
	struct relay relay = { &scene };
	char adopter[16];
	uint64_t first;
	pid_t subreaper, pid;
	struct table *row;

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	scene_init(&scene);
	gate_init(&relay.leave);
	subreaper = spawn(be_subreaper, &relay);
	gate_receive(&scene.report, &pid, sizeof(pid));
	wait_blocked(subreaper);
	snprintf(adopter, sizeof(adopter), "%d", subreaper);
	row = task_wait(pid, "adopter_pid", adopter);
	expect_cells(row, "orphaned_by_comm=first\\040parent adopter_comm=second\\040parent "
		     "ppid=%d", subreaper);
	first = table_u64(row, 0, "orphaned_ns");
	gate_open(&relay.leave);
	table_free(expect_death(subreaper, "exited"));
	row = task_get(pid);
	expect_cells(row, "orphaned_by_pid=%d orphaned_by_comm=second\\040parent adopter_pid=%d "
		     "ppid=%d", subreaper, getpid(), getpid());
	expect(table_u64(row, 0, "orphaned_ns") > first,
	       "orphaned_ns is still that of the first adoption");
	gate_open(&scene.end);
	table_free(expect_death(pid, "failed"));
}

static void be_inner_init(void *data)
{
	struct scene *scene = data;
	pid_t pid;

	reap(spawn(be_parent, scene));
	gate_receive(&scene->report, &pid, sizeof(pid));
	require(pid == 3, "the orphan is %d", pid);
	expect_cells(task_get(pid), "orphaned_by_pid=2 adopter_pid=1 ppid=1");
	gate_open(&scene->end);
	expect_cells(expect_death(pid, "failed"), "orphaned_by_pid=2 adopter_pid=1");
}

static void in_namespace(void)
{
	struct scene scene;
	struct table *dead;
	pid_t init;
	int row;

	scene_init(&scene);
	init = spawn_init(be_inner_init, &scene);
	expect_u64("the init's status", reap(init), 0);
	table_free(dead_get(init));
	dead = table_read(LC_PROC "dead");
	row = table_find(dead, "adopter_pid", init);
	require(row >= 0, "no row in dead has the adopter %d", init);
	expect_row(dead, row, "birth_ppid=%s reaper_pid=%d",
		   table_text(dead, row, "orphaned_by_pid"), init);
}

static void *bear_and_leave(void *data)
{
	struct scene *scene = data;
	pid_t pid = spawn(outlive, scene);

	gate_wait(&scene->go);
	gate_send(&scene->report, &pid, sizeof(pid));
	return NULL;
}

/* Another thread of the same process becomes the parent: the child is not an orphan. */
static void of_thread(void)
{
	struct scene scene;
	pthread_t thread;
	pid_t pid;

	scene_init(&scene);
	require(!pthread_create(&thread, NULL, bear_and_leave, &scene), "no thread");
	pthread_join(thread, NULL);
	gate_receive(&scene.report, &pid, sizeof(pid));
	wait_blocked(pid);
	expect_cells(task_get(pid), "orphaned_ns=- orphaned_by_pid=- adopter_pid=- ppid=%d",
		     getpid());
	gate_open(&scene.end);
	expect_cells(expect_death(pid, "failed"), "orphaned_ns=- adopter_comm=-");
}

static void die_at_once(void *unused)
{
}

/* Leaves its child a zombie until it dies itself. */
static void neglect(void *data)
{
	struct scene *scene = data;
	pid_t pid;

	/* Looks at the zombie on request. */
	signal(SIGCHLD, SIG_DFL);
	pid = spawn(die_at_once, NULL);
	prctl(PR_SET_NAME, "bad parent");
	gate_send(&scene->report, &pid, sizeof(pid));
	gate_wait(&scene->go);
}

static void *bear_as_last(void *data)
{
	prctl(PR_SET_NAME, "last thread");
	return bear_and_leave(data);
}

static void leave_thread(void *data)
{
	pthread_t thread;

	prctl(PR_SET_NAME, "first parent");
	require(!pthread_create(&thread, NULL, bear_as_last, data), "no thread");
	pthread_exit(NULL);
}

/* The parent is named as a process, whichever thread of it ended last. */
static void by_last_thread(void)
{
	struct scene scene;
	pid_t parent, pid;

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	scene_init(&scene);
	parent = spawn(leave_thread, &scene);
	gate_receive(&scene.report, &pid, sizeof(pid));
	table_free(expect_death(parent, "exited"));
	expect_cells(task_get(pid), "orphaned_by_pid=%d orphaned_by_comm=first\\040parent",
		     parent);
	gate_open(&scene.end);
	table_free(expect_death(pid, "failed"));
}

static uint64_t delay_of(const struct table *dead)
{
	return table_u64(dead, 0, "reaped_ns") - table_u64(dead, 0, "reapable_ns");
}

/* The adopter of a zombie could not have reaped it before. */
static void zombie(void)
{
	struct table *row, *parents_row;
	uint64_t lying, end;
	struct scene scene;
	pid_t parent, pid;

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	scene_init(&scene);
	parent = spawn(neglect, &scene);
	gate_receive(&scene.report, &pid, sizeof(pid));
	wait_state(pid, "zombie");
	lying = clock_ns();
	expect(stat_state(pid, pid) == 'Z', "%c in /proc", stat_state(pid, pid));
	expect_cells(task_get(pid), "cause=exited ppid=%d reap=- reaped_ns=- orphaned_ns=-",
		     parent);
	burn(50 * MS_NS);
	end = clock_ns();
	gate_open(&scene.go);
	parents_row = expect_death(parent, "exited");
	expect_cells(parents_row, "children=1 children_reaped=0 children_auto_reaped=0 "
		     "reap_delay_sum_ns=0");
	row = expect_death(pid, "exited");
	expect_cells(row, "birth_ppid=%d orphaned_by_pid=%d orphaned_by_comm=bad\\040parent "
		     "adopter_pid=%d adopter_comm=%s", parent, parent, getpid(), own_comm());
	expect(table_u64(row, 0, "zombie_ns") >= end - lying, "zombie_ns is too short");
	expect(table_u64(row, 0, "orphaned_ns") > table_u64(row, 0, "died_ns"),
	       "it was orphaned before it died");
	expect_u64("reapable_ns", table_u64(row, 0, "reapable_ns"),
		   table_u64(row, 0, "orphaned_ns"));
	expect_u64("the adopter's delays",
		   table_u64(values_read(LC_PROC "self"), 0, "reap_delay_sum_ns"),
		   delay_of(row) + delay_of(parents_row));
}

static void be_ignorant(void *data)
{
	struct scene *scene = data;

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	signal(SIGCHLD, SIG_IGN);
	spawn(neglect, scene);
	gate_wait(&scene->end);
}

/* The adopter ignores SIGCHLD: the zombie is released together with its parent. */
static void to_ignorant(void)
{
	struct scene scene;
	struct table *dead;
	pid_t pid, ignorant;

	scene_init(&scene);
	ignorant = spawn(be_ignorant, &scene);
	gate_receive(&scene.report, &pid, sizeof(pid));
	wait_state(pid, "zombie");
	gate_open(&scene.go);
	dead = dead_get(pid);
	expect_cells(dead, "cause=exited reap=ignored reaper_pid=- adopter_pid=%d "
		     "orphaned_by_comm=bad\\040parent", ignorant);
	table_free(dead_get(table_u64(dead, 0, "orphaned_by_pid")));
	gate_open(&scene.end);
	expect_cells(expect_death(ignorant, "exited"), "children=1 children_reaped=0 "
		     "children_auto_reaped=2");
}

static const struct ktap_case cases[] = {
	{ "adoption by a subreaper is recorded", to_subreaper },
	{ "adoption by init after a double fork is recorded", to_init },
	{ "the newest of two adoptions is recorded", twice },
	{ "adoption by a PID namespace's init is recorded", in_namespace },
	{ "a child of a thread that exits is not an orphan", of_thread },
	{ "the parent that died is named after its process", by_last_thread },
	{ "a zombie that its parent never reaped is recorded", zombie },
	{ "a zombie whose adopter ignores SIGCHLD is recorded", to_ignorant },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
