// SPDX-License-Identifier: GPL-2.0
/*
 * A memory limit that is lowered below the cgroup's use kills in the task that lowers it.
 * Whether a task did that or requested memory, and whether it is outside the cgroup, are
 * recorded.
 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "memhog.h"
#include "namespace.h"
#include "oom.h"

#define INNER CGROUP "/inner"
#define LOW "4194304"

struct member {
	const char *procs;
	int adj;
	struct gate *ready, *go;
	char *memory;
	size_t size;
};

static void be_member(void *data)
{
	struct member *member = data;

	require(write_file(member->procs, "0"), "%s: %s", member->procs, strerror(errno));
	set_oom_adj(member->adj);
	prctl(PR_SET_NAME, "member");
	eat(8 * MIB);
	gate_open(member->ready);
	gate_wait(member->go);
}

static pid_t start_member(struct oom_scene *scene, const char *procs)
{
	struct member member = { procs, 1000, &scene->ready, &scene->go };
	pid_t pid = spawn(be_member, &member);

	gate_wait(&scene->ready);
	wait_blocked(pid);
	return pid;
}

static void write_vector(const char *path, const char *text)
{
	struct iovec part = { (void *)text, strlen(text) };
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	require(fd >= 0, "%s: %s", path, strerror(errno));
	require(writev(fd, &part, 1) == (ssize_t)strlen(text), "%s: %s", path, strerror(errno));
	close(fd);
}

static void *lower_in_thread(void *report)
{
	pid_t tid = own_tid();

	prctl(PR_SET_NAME, "worker 7");
	gate_send(report, &tid, sizeof(tid));
	write_vector(CGROUP "/memory.max", LOW);
	return NULL;
}

static void be_manager(void *report)
{
	pthread_t thread;

	prctl(PR_SET_NAME, "manager");
	require(!pthread_create(&thread, NULL, lower_in_thread, report), "no thread");
	pthread_join(thread, NULL);
}

static void begin(struct oom_scene *scene)
{
	cgroup_make("memory.max");
	oom_scene_begin(scene);
}

/* By a thread of a manager that is outside. */
static void from_outside(void)
{
	struct oom_scene scene;
	struct gate report;
	struct table *oom;
	pid_t victim, manager, tid;

	begin(&scene);
	gate_init(&report);
	victim = start_member(&scene, CGROUP "/cgroup.procs");
	manager = spawn(be_manager, &report);
	gate_receive(&report, &tid, sizeof(tid));
	table_free(expect_death(victim, "oom-cgroup"));
	table_free(expect_death(manager, "exited"));
	oom = oom_scene_rows(&scene, 1);
	expect_row(oom, 0, "pid=%d trigger_kind=limit trigger_outside=1 trigger_pid=%d "
		   "trigger_comm=manager trigger_tid=%d trigger_thread=worker\\0407 "
		   "oom_cgroup=/lc-test cgroup=/lc-test selection=chosen", victim, manager, tid);
}

static void lower_own(void *unused)
{
	cgroup_enter();
	set_oom_adj(-1000);
	prctl(PR_SET_NAME, "member too");
	cgroup_set("memory.max", LOW);
}

static void from_inside(void)
{
	struct oom_scene scene;
	struct table *oom;
	pid_t victim, member;

	begin(&scene);
	victim = start_member(&scene, CGROUP "/cgroup.procs");
	member = spawn(lower_own, NULL);
	table_free(expect_death(member, "exited"));
	table_free(expect_death(victim, "oom-cgroup"));
	oom = oom_scene_rows(&scene, 1);
	expect_row(oom, 0, "pid=%d trigger_kind=limit trigger_outside=0 trigger_pid=%d "
		   "trigger_comm=member\\040too trigger_thread=-", victim, member);
}

struct ending {
	struct gate born, go;
};

static void lower_and_end_namespace(void *data)
{
	struct ending *ending = data;
	pid_t pid = fork();

	if (pid == 0)
		block_forever(NULL);
	require(pid > 0, "fork: %s", strerror(errno));
	gate_open(&ending->born);
	gate_wait(&ending->go);
	lower_own(NULL);
}

/* Once the OOM killer is done, what the same task kills is not its. */
static void then_another(void)
{
	struct oom_scene scene;
	struct ending ending;
	pid_t victim, init, inner;

	begin(&scene);
	gate_init(&ending.born);
	gate_init(&ending.go);
	victim = start_member(&scene, CGROUP "/cgroup.procs");
	init = spawn_init(lower_and_end_namespace, &ending);
	gate_wait(&ending.born);
	inner = outer_pid(init, 2);
	gate_open(&ending.go);
	reap(init);
	table_free(expect_death(victim, "oom-cgroup"));
	expect_cells(dead_get(inner), "cause=pidns oom_kind=-");
	oom_scene_rows(&scene, 1);
}

static void make_inner(void)
{
	cgroup_set("cgroup.subtree_control", "+memory");
	require(!mkdir(INNER, 0755) || errno == EEXIST, INNER ": %s", strerror(errno));
}

static void lower_outer(void *unused)
{
	require(write_file(INNER "/cgroup.procs", "0"), INNER ": %s", strerror(errno));
	set_oom_adj(-1000);
	cgroup_set("memory.max", LOW);
}

/* A cgroup contains what is in those below it. */
static void from_below(void)
{
	struct oom_scene scene;
	struct table *oom;
	pid_t victim, member;

	begin(&scene);
	make_inner();
	victim = start_member(&scene, INNER "/cgroup.procs");
	member = spawn(lower_outer, NULL);
	table_free(expect_death(member, "exited"));
	table_free(expect_death(victim, "oom-cgroup"));
	oom = oom_scene_rows(&scene, 1);
	expect_row(oom, 0, "pid=%d trigger_kind=limit trigger_outside=0 trigger_pid=%d "
		   "oom_cgroup=/lc-test cgroup=/lc-test/inner", victim, member);
}

/* The victim is in a cgroup below the one that is limited. */
static void of_parent(void)
{
	struct oom_scene scene;
	struct table *oom;
	pid_t victim;

	begin(&scene);
	make_inner();
	victim = start_member(&scene, INNER "/cgroup.procs");
	cgroup_set("memory.max", LOW);
	table_free(expect_death(victim, "oom-cgroup"));
	oom = oom_scene_rows(&scene, 1);
	expect_row(oom, 0, "pid=%d trigger_kind=limit trigger_outside=1 trigger_pid=%d "
		   "oom_cgroup=/lc-test cgroup=/lc-test/inner", victim, getpid());
}

static void remove_inner(void)
{
	write_file(INNER "/cgroup.kill", "1");
	rmdir(INNER);
	cgroup_cleanup();
}

static void be_written(void *data)
{
	struct member *member = data;

	cgroup_enter();
	set_oom_adj(1000);
	gate_open(member->ready);
	gate_wait(member->go);
}

/* A task outside writes to a member's memory, which is charged to the member's cgroup. */
static void outsider_allocates(void)
{
	struct oom_scene scene;
	struct member member = { .size = 64 * MIB };
	struct iovec part;
	struct table *oom;
	ssize_t written;
	pid_t victim;

	begin(&scene);
	cgroup_set("memory.max", "16777216");
	member.ready = &scene.ready;
	member.go = &scene.go;
	member.memory = mmap(NULL, member.size, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	require(member.memory != MAP_FAILED, "mmap: %s", strerror(errno));
	victim = spawn(be_written, &member);
	gate_wait(&scene.ready);
	wait_blocked(victim);
	part = (struct iovec){ member.memory, member.size };
	/* Once the victim has exited, its memory is no longer charged to a cgroup. */
	written = process_vm_writev(victim, &part, 1, &part, 1, 0);
	if (written < 0 && errno == ENOSYS)
		ktap_skip("no process_vm_writev(2): CONFIG_CROSS_MEMORY_ATTACH is not set");
	require(written > 0, "process_vm_writev: %s", strerror(errno));
	table_free(expect_death(victim, "oom-cgroup"));
	oom = oom_scene_rows(&scene, 1);
	expect_row(oom, 0, "pid=%d trigger_kind=allocation trigger_outside=1 trigger_pid=%d "
		   "trigger_comm=%s trigger_thread=-", victim, getpid(), own_comm());
}

/* Neither kills. */
static void other_limits(void)
{
	struct oom_scene scene;
	pid_t pid;

	begin(&scene);
	pid = start_member(&scene, CGROUP "/cgroup.procs");
	cgroup_set("memory.high", LOW);
	write_file(CGROUP "/memory.reclaim", LOW);
	expect_cells(task_get(pid), "state=sleeping oom_seq=-");
	gate_open(&scene.go);
	table_free(expect_death(pid, "exited"));
	expect_u64("rows", table_read(LC_PROC "oom")->rows, scene.rows);
}

static const struct ktap_case cases[] = {
	{ "a limit lowered by a thread outside of the cgroup is recorded", from_outside,
	  cgroup_cleanup },
	{ "so is one lowered by a member", from_inside, cgroup_cleanup },
	{ "so is one lowered by a member of a cgroup below", from_below, remove_inner },
	{ "so is that of a parent cgroup, beside the victim's own", of_parent, remove_inner },
	{ "an allocation by a task outside of the cgroup is recorded as one", outsider_allocates,
	  cgroup_cleanup },
	{ "memory.high and memory.reclaim kill nobody", other_limits, cgroup_cleanup },
	{ "what the task kills afterwards is not recorded as the OOM killer's", then_another,
	  cgroup_cleanup },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
