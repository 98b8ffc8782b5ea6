// SPDX-License-Identifier: GPL-2.0
/* debugfs' 'hooks' lists what the module is attached to, and the hits of each hook. */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "table.h"

#define FORKS 50

static const struct {
	const char *name, *kind;
	/* The least that FORKS forks, execs, signals and reaps add. */
	int hits;
} hooks[] = {
	{ "copy_process", "kretprobe", FORKS },
	{ "do_execveat_common", "kretprobe", FORKS },
	{ "do_exit", "ftrace", FORKS },
	{ "release_task", "ftrace", FORKS },
	{ "kill_orphaned_pgrp", "ftrace", FORKS },
	{ "__ptrace_unlink", "ftrace", 0 },
	{ "security_task_setrlimit", "kretprobe", 0 },
	{ "memory_max_write", "kretprobe", 0 },
	{ "out_of_memory", "kretprobe", 0 },
	{ "oom_kill_process", "kretprobe", 0 },
	{ "oom_kill_memcg_member", "ftrace", 0 },
	{ "throttle_cfs_rq", "ftrace", 0 },
	{ "unthrottle_cfs_rq", "ftrace", 0 },
	{ "walk_tg_tree_from", "ftrace", 0 },
	{ "mark_victim", "tracepoint", 0 },
	{ "sched_switch", "tracepoint", 2 * FORKS },
	{ "task_newtask", "tracepoint", FORKS },
	{ "task_rename", "tracepoint", FORKS },
	{ "commit_creds", "ftrace", FORKS },
	{ "sched_process_exec", "tracepoint", FORKS },
	{ "sched_process_exit", "tracepoint", FORKS },
	{ "sched_process_free", "tracepoint", 0 },
	{ "signal_generate", "tracepoint", FORKS },
	{ "signal_deliver", "tracepoint", 0 },
};

static int find(const struct table *table, const char *name, const char *kind)
{
	for (int row = 0; row < table->rows; row++)
		if (!strcmp(table_text(table, row, "name"), name) &&
		    !strcmp(table_text(table, row, "kind"), kind))
			return row;
	return -1;
}

static void attached(void)
{
	struct table *table = table_read(LC_DEBUG "hooks");
	int there = 0;
	char missing[600] = "";

	for (size_t i = 0; i < ARRAY_SIZE(hooks); i++)
		expect(find(table, hooks[i].name, hooks[i].kind) >= 0, "no %s on %s",
		       hooks[i].kind, hooks[i].name);
	for (int row = 0; row < table->rows; row++) {
		const char *need = table_text(table, row, "need");
		const char *status = table_text(table, row, "status");
		const char *name = table_text(table, row, "name");

		expect(!strcmp(need, "required") || !strcmp(need, "optional"), "%s is %s", name,
		       need);
		expect(!strcmp(status, "attached") ||
		       (!strcmp(status, "unavailable") && strcmp(need, "required")),
		       "%s, %s, is %s", name, need, status);
		table_u64(table, row, "hits");
		table_u64(table, row, "misses");
		there += !strcmp(status, "attached");
		if (!strcmp(status, "unavailable"))
			strncat(strncat(missing, " ", 2), name, 30);
	}
	/* For scripts/check-matrix */
	ktap_diag("hooks attached: %d of %d%s%s", there, table->rows,
		  *missing ? "; unavailable:" : "", missing);
}

static void hits_rise(void)
{
	struct table *before = table_read(LC_DEBUG "hooks"), *after;

	for (int i = 0; i < FORKS; i++)
		reap(spawn_helper("@exit", 0));
	after = table_read(LC_DEBUG "hooks");
	for (size_t i = 0; i < ARRAY_SIZE(hooks); i++) {
		int first = find(before, hooks[i].name, hooks[i].kind);
		int second = find(after, hooks[i].name, hooks[i].kind);
		uint64_t grown;

		if (first < 0 || second < 0)
			continue;
		grown = table_u64(after, second, "hits") - table_u64(before, first, "hits");
		expect(grown >= (uint64_t)hooks[i].hits, "%s was hit %llu times", hooks[i].name,
		       (unsigned long long)grown);
	}
}

static const struct ktap_case cases[] = {
	{ "each required hook is attached", attached },
	{ "hits increase with the events", hits_rise },
};

KTAP_MAIN(cases)
