// SPDX-License-Identifier: GPL-2.0
/*
 * Users attack the module with all that they may do, at once: what others have stays
 * recorded and hidden, and nothing is left behind.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "child.h"
#include "crowd.h"
#include "deaths.h"
#include "hostile.h"
#include "ktap.h"
#include "leaks.h"
#include "module.h"
#include "row.h"
#include "stress.h"
#include "table.h"
#include "time.h"
#include "totals.h"
#include "witness.h"

#define SHARE 15
#define HISTORY 64
#define ROOM 6
#define BYSTANDER 2000
#define CANARY_STATUS 44
/* The judge must be able to look while dozens of processes want its CPU. */
#define NICE (-5)

/* Killed before the storm, in it, and at its end; the last has lived through it. */
struct lives {
	struct witness before, within, outlives;
};

static int load(void)
{
	char parameters[60];
	struct id *list;
	int max_tasks = ROOM * list_proc(&list);

	free(list);
	snprintf(parameters, sizeof(parameters), "max_tasks=%d history=%d", max_tasks, HISTORY);
	module_load(parameters);
	return max_tasks;
}

static void lives_begin(struct lives *lives, unsigned int uid)
{
	witness_bear(&lives->before, uid);
	witness_bear(&lives->outlives, uid);
	witness_kill(&lives->before);
}

static void lives_within(struct lives *lives, unsigned int uid)
{
	witness_bear(&lives->within, uid);
	witness_kill(&lives->within);
}

static void lives_expect(const struct lives *lives)
{
	struct table *dead = table_read(LC_PROC "dead");

	witness_expect(&lives->before, dead, "killed before the storm");
	witness_expect(&lives->within, dead, "killed in the storm");
	witness_expect(&lives->outlives, dead, "killed at the end of the storm");
	table_free(dead);
}

static void expect_rows(const char *path)
{
	struct table *table = table_read(path);

	for (int row = 0; row < table->rows; row++) {
		expect_conserved(table, row);
		expect_ordered(table, row);
		expect(table_u64_or(table, row, "killer_pid", 0) != WITNESS_CLAIMED_PID &&
		       table_u64_or(table, row, "killer_uid", 0) != WITNESS_CLAIMED_UID,
		       "pid %s: the killer is the one that a siginfo claims",
		       table_text(table, row, "pid"));
	}
	table_free(table);
}

static void expect_bounded_history(void)
{
	static const char * const kinds[] = { "dead_notable", "dead_ordinary", "dead_thread" };
	struct table *stats = values_read(LC_PROC "stats");

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		expect(table_u64(stats, 0, kinds[i]) <= HISTORY, "%s is %s", kinds[i],
		       table_text(stats, 0, kinds[i]));
	expect(table_u64(stats, 0, "dead") <= 3 * HISTORY, "dead is %s",
	       table_text(stats, 0, "dead"));
	table_free(stats);
}

/* Root's births and deaths are recorded, whatever users do. */
static void expect_canary(void)
{
	pid_t pid = spawn_helper("@exit", CANARY_STATUS);
	struct table *task;

	reap(pid);
	task = task_ask(pid);
	if (!expect(task, "root's child %d has no record: %s", pid, strerror(errno)))
		return;
	expect_u64("exit_code", table_u64(task, 0, "exit_code"), CANARY_STATUS);
	expect_u64("uid", table_u64(task, 0, "uid"), 0);
	table_free(task);
}

static void look(void)
{
	expect_canary();
	expect_rows(LC_PROC "tasks");
	expect_rows(LC_PROC "dead");
	expect_bounded_history();
}

/* No user's task can be born or end: those without a row are among those counted as lost. */
static void expect_missing_are_lost(void)
{
	struct table *tasks;
	uint64_t late, lost;
	int all;

	for (;;) {
		all = count_tasks();
		late = stats_get("enrolled_late");
		tasks = table_read(LC_PROC "tasks");
		lost = stats_get("lost");
		if (count_tasks() == all && stats_get("enrolled_late") == late)
			break;
		table_free(tasks);
	}
	expect(tasks->rows <= all, "%d rows of %d tasks", tasks->rows, all);
	expect((uint64_t)(all - tasks->rows) <= lost - late,
	       "%d tasks have no row, %llu were lost", all - tasks->rows,
	       (unsigned long long)(lost - late));
	ktap_diag("%d tasks, %d rows", all, tasks->rows);
	table_free(tasks);
}

/* What the users need to displace anybody. */
static bool all_is_full(void)
{
	struct table *stats = values_read(LC_PROC "stats");
	bool full = table_u64(stats, 0, "lost_reserved") + table_u64(stats, 0, "lost_share") &&
		    table_u64(stats, 0, "dead_notable_evicted");

	table_free(stats);
	return full;
}

static void expect_losses(void)
{
	static const char * const names[] = {
		"lost_full", "lost_reserved", "lost_share", "lost_memory", "lost_senders",
		"lost_programs", "dead_evicted", "silent_hooks",
	};
	char line[300];
	int length = 0;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		length += snprintf(line + length, sizeof(line) - length, "%s%s %llu",
				   i ? ", " : "", names[i],
				   (unsigned long long)stats_get(names[i]));
	ktap_diag("%s", line);
	/* Only root is refused when all places are taken. */
	expect_u64("lost_full", stats_get("lost_full"), 0);
	expect_u64("silent_hooks", stats_get("silent_hooks"), 0);
	expect(all_is_full(), "the users have not filled all places");
}

static void expect_consistent(uint64_t lead)
{
	uint64_t births;

	expect_u64("the kernel's lead in births", birth_lead(&births), lead);
	expect_balance();
	look();
}

static void enter_userns(void *uid)
{
	become(*(unsigned int *)uid);
	_exit(unshare(CLONE_NEWUSER) ? errno : 0);
}

/*
 * With a limit of one, a user can create a user namespace only if all that it had are gone.
 * The kernel frees them in a worker, which no event reports: poll.
 */
static void expect_no_namespace_left(const struct hostile *storm)
{
	char *limit = path_text("/proc/sys/user/max_user_namespaces");
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	require(limit && write_file("/proc/sys/user/max_user_namespaces", "1"), "sysctl: %s",
		strerror(errno));
	for (int i = 0; i < HOSTILE_USERS && !ktap_failed(); i++)
		while (reap(spawn(enter_userns, &storm->users[i].uid)) &&
		       expect(clock_ns() < deadline, "user namespaces of user %u are left",
			      storm->users[i].uid))
			sched_yield();
	require(write_file("/proc/sys/user/max_user_namespaces", limit), "sysctl: %s",
		strerror(errno));
	free(limit);
}

/* It has to become a storm, even if emulated CPUs need longer for that. */
static bool may_go_on(const struct hostile *storm, int looks, uint64_t end)
{
	if (ktap_failed())
		return false;
	if (looks < 2 || clock_ns() < end)
		return true;
	return clock_ns() < end + PATIENCE_NS &&
	       !(hostile_has_tried_all(storm) && all_is_full());
}

static void run_storm(struct hostile *storm, struct lives lives[2], uint64_t end)
{
	uint64_t longest_ns = 0, from;
	int looks = 0;

	for (; may_go_on(storm, looks, end); looks++) {
		from = clock_ns();
		look();
		if (clock_ns() - from > longest_ns)
			longest_ns = clock_ns() - from;
		if (looks)
			continue;
		lives_within(&lives[0], 0);
		lives_within(&lives[1], BYSTANDER);
	}
	witness_kill(&lives[0].outlives);
	witness_kill(&lives[1].outlives);
	ktap_diag("looked %d times, for %llu ms at most", looks,
		  (unsigned long long)longest_ns / 1000000);
}

static void hostile(void)
{
	uint64_t began = clock_ns(), end = began + stress_budget_ns(SHARE), births, lead;
	struct lives lives[2];
	struct hostile storm;
	struct leaks before;
	int max_tasks;

	leaks_measure(&before);
	max_tasks = load();
	lead = birth_lead(&births);
	setpriority(PRIO_PROCESS, 0, NICE);
	lives_begin(&lives[0], 0);
	lives_begin(&lives[1], BYSTANDER);
	setpriority(PRIO_PROCESS, 0, 0);
	hostile_begin(&storm, lives[0].outlives.pid, max_tasks);
	setpriority(PRIO_PROCESS, 0, NICE);
	run_storm(&storm, lives, end);
	hostile_freeze();
	expect_missing_are_lost();
	expect_consistent(lead);
	hostile_end(&storm);
	expect_equal_lists();
	expect_consistent(lead);
	expect_kept_counts();
	expect_losses();
	lives_expect(&lives[0]);
	lives_expect(&lives[1]);
	stress_report(began, stats_get("lost"), "%d hostile users, %llu births", HOSTILE_USERS,
		      (unsigned long long)stats_get("births"));
	unload_when_free();
	expect_nothing_left();
	if (hostile_had_namespaces(&storm))
		expect_no_namespace_left(&storm);
	expect_no_growth(&before);
}

static void cleanup(void)
{
	hostile_cleanup();
	module_cleanup();
}

static const struct ktap_case cases[] = {
	{ "hostile users neither blind the recorder nor displace or see what is not theirs",
	  hostile, cleanup },
};

KTAP_MAIN(cases)
