// SPDX-License-Identifier: GPL-2.0
/* The sizes of the history change while the module is loaded. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "deaths.h"
#include "ktap.h"
#include "module.h"
#include "row.h"
#include "sender.h"
#include "totals.h"

/* More than a table and a history of these sizes can refer to. */
#define KILLERS 500

#define PARAMETER "/sys/module/lifecycle/parameters/history"

static void expect_sizes(const char *text)
{
	char *sizes = path_text(PARAMETER);

	expect_text(PARAMETER, sizes, text);
	free(sizes);
}

static void grow(void)
{
	struct table *before, *after;

	module_load("history=100");
	expect_sizes("100,100,100\n");
	die(1001, ENDS_KILLED, 100);
	die(1001, ENDS_FAILED, 50);
	before = table_read(LC_PROC "dead");
	expect_u64("error", resize_history("3000,2000,1000\n"), 0);
	expect_sizes("3000,2000,1000\n");
	after = table_read(LC_PROC "dead");
	expect_u64("rows kept", rows_of_user(after, 1001, NULL), rows_of_user(before, 1001, NULL));
	die(1001, ENDS_KILLED, 300);
	table_free(after);
	after = table_read(LC_PROC "dead");
	expect_u64("killed", rows_of_user(after, 1001, "killed"), 400);
	expect_in_order(after);
	expect_kept_counts();
	expect_u64("history_notable", debug_value("history_notable"), 3000);
	expect_u64("history_ordinary", debug_value("history_ordinary"), 2000);
	expect_u64("history_thread", debug_value("history_thread"), 1000);
}

/* The sizes are limits: an empty history takes little memory, however large it may become. */
static void allocate(void)
{
	uint64_t bytes, empty, filled;

	module_load("history=131072");
	bytes = debug_value("dead_bytes");
	empty = debug_value("memory_bytes");
	expect(empty < 3 * 1000 * bytes + (16 << 20), "%ju bytes are in use", (uintmax_t)empty);
	die(1001, ENDS_KILLED, 400);
	filled = debug_value("memory_bytes");
	expect(filled >= empty + 200 * bytes, "%ju bytes, then %ju", (uintmax_t)empty,
	       (uintmax_t)filled);
	expect_kept_counts();
	expect_u64("dead_notable", stats_get("dead_notable"), 400);
}

/* Each death refers to its sender, the task itself: they are more than there may be tasks. */
static void more_senders(void)
{
	module_load("max_tasks=256 history=16");
	expect_u64("error", resize_history("1000"), 0);
	die(1001, ENDS_KILLED, 600);
	expect_u64("dead_notable", stats_get("dead_notable"), 600);
	expect_u64("lost_senders", stats_get("lost_senders"), 0);
}

/* As if others needed the places: the oldest of the user with most go. */
static void shrink(void)
{
	struct table *dead;

	module_load("history=1000");
	die(1001, ENDS_KILLED, 20);
	die(1002, ENDS_KILLED, 200);
	die(1001, ENDS_FAILED, 100);
	expect_u64("error", resize_history("100,1000,1000"), 0);
	dead = table_read(LC_PROC "dead");
	expect_u64("dead_notable", stats_get("dead_notable"), 100);
	expect_u64("of the one who had few", rows_of_user(dead, 1001, "killed"), 20);
	expect(rows_of_user(dead, 1001, "failed") >= 100, "ordinary ones were evicted");
	expect_in_order(dead);
	expect_kept_counts();
}

/* Readers and deaths go on meanwhile. */
static void under_load(void)
{
	struct table *dead;
	pid_t pid;

	module_load("history=500");
	pid = fork();
	require(pid >= 0, "fork: %s", strerror(errno));
	if (pid == 0) {
		die(1001, ENDS_KILLED, 600);
		_exit(0);
	}
	for (int i = 0; i < 50; i++) {
		expect_u64("error", resize_history(i % 2 ? "400,300,200" : "10,20,1"), 0);
		dead = table_read(LC_PROC "dead");
		expect_in_order(dead);
		table_free(dead);
	}
	reap(pid);
	dead = table_read(LC_PROC "dead");
	expect_in_order(dead);
	expect_kept_counts();
}

static void refused(void)
{
	const char *const bad[] = { "0", "-1", "", "1,2,3,4", "5,,6", "5,0,6", "131073", "abc",
				    "5 6", "99999999999", "1,2,3,", "history" };

	module_load("history=70,80,90");
	die(1001, ENDS_KILLED, 70);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		ktap_diag("'%s'", bad[i]);
		if (*bad[i])
			expect_u64("error", resize_history(bad[i]), EINVAL);
		expect_sizes("70,80,90\n");
	}
	expect_u64("dead_notable", stats_get("dead_notable"), 70);
}

/* Each victim has a killer of its own, which goes with it: there is room for others. */
static void killers_go(void)
{
	module_load("max_tasks=1024 history=4");
	for (int i = 0; i < KILLERS; i++) {
		pid_t pid = spawn(block_forever, NULL);

		sent_by(pid, SIGKILL, "killer", 0);
		expect_u64("status", reap(pid), SIGKILL);
	}
	expect_u64("lost_senders", stats_get("lost_senders"), 0);
}

static const struct ktap_case cases[] = {
	{ "more room loses no death", grow, module_cleanup },
	{ "places are allocated as deaths come", allocate, module_cleanup },
	{ "more room is for their senders, too", more_senders, module_cleanup },
	{ "less room evicts as if others needed it", shrink, module_cleanup },
	{ "what is evicted leaves room for the killers of others", killers_go, module_cleanup },
	{ "sizes change under load", under_load, module_cleanup },
	{ "a size that is invalid changes nothing", refused, module_cleanup },
};

KTAP_MAIN(cases)
