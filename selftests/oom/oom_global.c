// SPDX-License-Identifier: GPL-2.0
/*
 * When the machine runs out of memory, the victim, the triggering task and the kill's
 * details equal those of the kernel's own report.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "memhog.h"
#include "oom.h"

#define ALLOCATING_TASK "/proc/sys/vm/oom_kill_allocating_task"

struct memhog {
	int adj;
	size_t size;
	const char *name;
	struct gate *ready, *go;
};

static void be_memhog(void *data)
{
	struct memhog *memhog = data;

	prctl(PR_SET_NAME, memhog->name);
	set_oom_adj(memhog->adj);
	eat(memhog->size);
	if (memhog->ready) {
		gate_open(memhog->ready);
		gate_wait(memhog->go);
	}
}

static pid_t start_victim(struct oom_scene *scene, size_t size)
{
	struct memhog memhog = { 1000, size, "victim", &scene->ready, &scene->go };
	pid_t pid = spawn(be_memhog, &memhog);

	gate_wait(&scene->ready);
	wait_blocked(pid);
	return pid;
}

static struct table *expect_death_victim(pid_t pid)
{
	struct table *dead = expect_death(pid, "oom");

	expect_kernel_signal(dead, "oom", SIGKILL);
	expect_cells(dead, "oom_kind=global signal_code=%d", SI_KERNEL);
	return dead;
}

/* A sleeping task is killed so that another can have its memory. */
static void memory_runs_out(void)
{
	uint64_t available = memory_available();
	struct memhog hungry = { -500, available * 3 / 4, "hungry" };
	struct oom_scene scene;
	struct table *dead, *oom;
	pid_t victim, pid;

	oom_scene_begin(&scene);
	victim = start_victim(&scene, available / 2);
	pid = spawn(be_memhog, &hungry);
	table_free(expect_death(pid, "exited"));
	dead = expect_death_victim(victim);
	expect_cells(dead, "signal_state=sleeping");
	oom = oom_scene_end(&scene, 1);
	expect_row(oom, 0, "pid=%d comm=victim oom_score_adj=1000 oom_cgroup=- "
		   "trigger_kind=allocation trigger_outside=- selection=chosen oom_seq=%s", victim,
		   table_text(dead, 0, "oom_seq"));
	ktap_diag("for %s, order %s, %s", table_text(oom, 0, "trigger_comm"),
		  table_text(oom, 0, "order"), table_text(oom, 0, "gfp_flags"));
}

/* Root triggers it by sysrq; a kernel thread kills, and no allocation is behind it. */
static void asked_for(void)
{
	struct oom_scene scene;
	struct table *oom;
	pid_t victim;

	oom_scene_begin(&scene);
	victim = start_victim(&scene, 20 * MIB);
	if (!write_file("/proc/sysrq-trigger", "f"))
		ktap_skip("no sysrq: %s", strerror(errno));
	table_free(expect_death_victim(victim));
	oom = oom_scene_end(&scene, 1);
	expect_row(oom, 0, "pid=%d order=-1 trigger_kind=sysrq trigger_outside=-", victim);
}

static void *be_memhog_thread(void *memhog)
{
	be_memhog(memhog);
	return NULL;
}

static void start_memhog_thread(void *data)
{
	struct memhog *memhog = data;
	pthread_t thread;

	prctl(PR_SET_NAME, memhog->name);
	require(!pthread_create(&thread, NULL, be_memhog_thread, memhog), "no thread");
	pthread_join(thread, NULL);
}

/* The process of the allocating thread is the victim, whatever the others' scores. */
static void allocating_task(void)
{
	uint64_t available = memory_available();
	struct memhog hungry = { -500, available * 3 / 4, "hungry" };
	struct oom_scene scene;
	struct table *oom;
	pid_t bystander, pid;

	if (!write_file(ALLOCATING_TASK, "1"))
		ktap_skip(ALLOCATING_TASK ": %s", strerror(errno));
	oom_scene_begin(&scene);
	bystander = start_victim(&scene, available / 2);
	pid = spawn(start_memhog_thread, &hungry);
	table_free(expect_death_victim(pid));
	expect_cells(task_get(bystander), "state=sleeping oom_seq=-");
	oom = oom_scene_end(&scene, 1);
	expect_row(oom, 0, "pid=%d trigger_pid=%d comm=hungry trigger_comm=hungry "
		   "oom_score_adj=-500 selection=chosen", pid, pid);
	gate_open(&scene.go);
	table_free(expect_death(bystander, "exited"));
}

static void as_before(void)
{
	write_file(ALLOCATING_TASK, "0");
}

static const struct ktap_case cases[] = {
	{ "a kill of a sleeping task for another's allocation is recorded", memory_runs_out },
	{ "a kill by sysrq is recorded", asked_for },
	{ "a kill of the process of the allocating thread is recorded", allocating_task,
	  as_before },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
