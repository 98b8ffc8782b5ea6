// SPDX-License-Identifier: GPL-2.0
/*
 * A memory cgroup's OOM kills in /proc/lifecycle/oom, against the kernel's own report,
 * field by field, and the cgroup's own counts.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "memhog.h"
#include "oom.h"
#include "sender.h"

#define LIMIT (16 * MIB)

struct member {
	int adj;
	size_t size;
	bool hungry;
	struct gate *ready, *go;
};

static void be_member(void *data)
{
	struct member *member = data;

	cgroup_enter();
	set_oom_adj(member->adj);
	prctl(PR_SET_NAME, member->hungry ? "hungry" : "member");
	if (member->hungry) {
		eat(member->size);
		return;
	}
	eat_to_share(member->size);
	gate_open(member->ready);
	gate_wait(member->go);
}

static pid_t start_member(struct oom_scene *scene, int adj, size_t size)
{
	struct member member = { adj, size, false, &scene->ready, &scene->go };
	pid_t pid = spawn(be_member, &member);

	gate_wait(&scene->ready);
	wait_blocked(pid);
	return pid;
}

static pid_t start_hungry(struct oom_scene *scene, int adj, size_t size)
{
	struct member member = { adj, size, true, &scene->ready, &scene->go };

	return spawn(be_member, &member);
}

static void limit_cgroup(struct oom_scene *scene)
{
	cgroup_make("memory.max");
	cgroup_set("memory.max", "16777216");
	oom_scene_begin(scene);
}

static struct table *expect_death_victim(pid_t pid)
{
	struct table *dead = expect_death(pid, "oom-cgroup");

	expect_kernel_signal(dead, "oom", SIGKILL);
	expect_cells(dead, "oom_kind=cgroup signal_code=%d exit_initiator_pid=-", SI_KERNEL);
	return dead;
}

/* The allocating task is the victim. */
static void alone(void)
{
	struct oom_scene scene;
	struct table *dead, *oom;
	pid_t pid;

	limit_cgroup(&scene);
	pid = start_hungry(&scene, 0, 64 * MIB);
	dead = expect_death_victim(pid);
	expect_u64("the cgroup's own count", cgroup_event("memory.events", "oom_kill"), 1);
	oom = oom_scene_end(&scene, 1);
	expect_row(oom, 0, "oom_kind=cgroup pid=%d trigger_pid=%d comm=hungry "
		   "trigger_comm=hungry cgroup=/lc-test oom_cgroup=/lc-test oom_score_adj=0 uid=0 "
		   "selection=chosen already_dying=0 sigkill_sent=1 trigger_kind=allocation "
		   "trigger_outside=0 trigger_thread=- also_killer_pid=- oom_seq=%s", pid,
		   pid, table_text(dead, 0, "oom_seq"));
	/* Some pages were its own before it entered the cgroup. */
	expect(table_u64(oom, 0, "rss_anon_bytes") <= LIMIT + MIB &&
	       table_u64(oom, 0, "rss_anon_bytes") > LIMIT / 2, "rss_anon_bytes is %s",
	       table_text(oom, 0, "rss_anon_bytes"));
	expect(table_u64(oom, 0, "points") >= table_u64(oom, 0, "rss_anon_bytes") / 4096,
	       "only %s points", table_text(oom, 0, "points"));
	expect_u64("deaths_oom-cgroup", stats_get("deaths_oom-cgroup"), 1);
}

/*
 * A sleeping task is killed for another one, which goes on. The other must not be killed
 * too while the first one's pages are being freed.
 */
static void for_another(void)
{
	struct oom_scene scene;
	struct table *dead, *oom;
	pid_t victim, hungry;

	limit_cgroup(&scene);
	victim = start_member(&scene, 1000, 8 * MIB);
	hungry = start_hungry(&scene, -1000, 12 * MIB);
	table_free(expect_death(hungry, "exited"));
	dead = expect_death_victim(victim);
	expect_cells(dead, "signal_state=sleeping");
	oom = oom_scene_end(&scene, 1);
	expect_row(oom, 0, "pid=%d comm=member trigger_pid=%d trigger_comm=hungry "
		   "oom_score_adj=1000 oom_seq=%s", victim, hungry,
		   table_text(dead, 0, "oom_seq"));
}

#define MEMBERS 3

/* All tasks of the cgroup are killed at once, except one with oom_score_adj -1000. */
static void whole_group(void)
{
	pid_t members[MEMBERS], spared, hungry;
	struct oom_scene scene;
	struct table *oom;
	uint64_t event;
	int row;

	limit_cgroup(&scene);
	if (access(CGROUP "/memory.oom.group", F_OK))
		ktap_skip("no memory.oom.group in this kernel");
	cgroup_set("memory.oom.group", "1");
	for (int i = 0; i < MEMBERS; i++)
		members[i] = start_member(&scene, 0, MIB);
	spared = start_member(&scene, -1000, MIB);
	hungry = start_hungry(&scene, 0, 64 * MIB);
	table_free(expect_death_victim(hungry));
	for (int i = 0; i < MEMBERS; i++)
		table_free(expect_death_victim(members[i]));
	expect_cells(task_get(spared), "state=sleeping cause=- oom_seq=- oom_kind=-");
	oom = oom_scene_end(&scene, MEMBERS + 1);
	row = table_find(oom, "pid", hungry);
	require(row >= 0, "no row of the chosen victim");
	event = table_u64(oom, row, "oom_event");
	table_u64(oom, row, "points");
	for (int i = 0; i < MEMBERS; i++) {
		row = table_find(oom, "pid", members[i]);
		require(row >= 0, "no row of member %d", i);
		expect_row(oom, row, "oom_event=%llu points=- trigger_pid=%d comm=member "
			   "cgroup=/lc-test oom_cgroup=/lc-test selection=group "
			   "already_dying=0", (unsigned long long)event, hungry);
	}
	send_signal(spared, SIGKILL);
	expect_cells(expect_death(spared, "killed"), "signal_origin=user oom_seq=-");
}

static void *eat_in_thread(void *report)
{
	pid_t tid = own_tid();

	prctl(PR_SET_NAME, "hungry thread");
	gate_send(report, &tid, sizeof(tid));
	eat(64 * MIB);
	return NULL;
}

static void have_hungry_thread(void *report)
{
	pthread_t thread;

	cgroup_enter();
	prctl(PR_SET_NAME, "process");
	require(!pthread_create(&thread, NULL, eat_in_thread, report), "no thread");
	pthread_join(thread, NULL);
}

/* A thread allocates, and its process is killed. */
static void by_thread(void)
{
	struct oom_scene scene;
	struct gate report;
	struct table *oom;
	pid_t pid, tid;

	gate_init(&report);
	limit_cgroup(&scene);
	pid = spawn(have_hungry_thread, &report);
	gate_receive(&report, &tid, sizeof(tid));
	table_free(expect_death_victim(pid));
	expect_cells(dead_get(tid), "cause=group oom_kind=- oom_seq=-");
	oom = oom_scene_end(&scene, 1);
	expect_row(oom, 0, "pid=%d comm=process trigger_pid=%d trigger_comm=process "
		   "trigger_tid=%d trigger_thread=hungry\\040thread", pid, pid, tid);
}

/* A SIGKILL by a user is not an OOM kill, even at the memory limit. */
static void by_user(void)
{
	struct oom_scene scene;
	pid_t pid;

	limit_cgroup(&scene);
	pid = start_member(&scene, 0, MIB);
	send_signal(pid, SIGKILL);
	expect_cells(expect_death(pid, "killed"),
		     "signal_origin=user killer_pid=%d oom_kind=- oom_seq=-",
		     getpid());
	expect_u64("rows", table_read(LC_PROC "oom")->rows, scene.rows);
}

static const struct ktap_case cases[] = {
	{ "a kill of the allocating task is recorded", alone, cgroup_cleanup },
	{ "a kill of one task for another's allocation is recorded", for_another, cgroup_cleanup },
	{ "a kill of a whole cgroup is recorded, except an exempt task", whole_group,
	  cgroup_cleanup },
	{ "a kill triggered by a thread of the victim is recorded", by_thread, cgroup_cleanup },
	{ "a SIGKILL by a user is not recorded as an OOM kill", by_user, cgroup_cleanup },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
