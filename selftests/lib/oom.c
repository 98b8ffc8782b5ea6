// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include "death.h"
#include "kmsg.h"
#include "ktap.h"
#include "oom.h"
#include "oom_report.h"
#include "time.h"

void oom_scene_begin(struct oom_scene *scene)
{
	struct table *oom = table_read(LC_PROC "oom");

	gate_init(&scene->ready);
	gate_init(&scene->go);
	scene->log = kmsg_open();
	scene->rows = oom->rows;
	scene->before = clock_ns();
	scene->events = stats_get("oom_events");
	scene->kills = stats_get("oom_kills");
	table_free(oom);
}

static bool all_gone(const struct table *oom, int from)
{
	for (int row = from; row < oom->rows; row++)
		if (table_none(oom, row, "freed_ns"))
			return false;
	return true;
}

/* No event reports that a victim has gone completely: poll. */
static struct table *read_gone(const struct oom_scene *scene, int kills)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	for (;;) {
		struct table *oom = table_read(LC_PROC "oom");

		require(oom->rows == scene->rows + kills, "%d rows are new, not %d",
			oom->rows - scene->rows, kills);
		if (all_gone(oom, scene->rows))
			return oom;
		require(clock_ns() < deadline, "not all victims are gone");
		table_free(oom);
		sched_yield();
	}
}

/* The log does not escape the blanks in a comm. */
static void expect_comm(const struct table *oom, int row, const char *column, const char *comm)
{
	char escaped[128] = "";

	for (; *comm; comm++)
		sprintf(escaped + strlen(escaped), *comm == ' ' ? "\\%03o" : "%c", *comm);
	expect_text(column, table_text(oom, row, column), escaped);
}

static void expect_trigger(const struct table *oom, int row, const struct oom_report *report)
{
	bool is_main = table_none(oom, row, "trigger_thread");

	expect_row(oom, row, "trigger_tid=%d order=%d gfp_mask=%u gfp_flags=%s oom_cgroup=%s "
		   "oom_kind=%s", report->pid, report->order, report->gfp_mask,
		   report->gfp_flags, report->cgroup[0] ? report->cgroup : "-",
		   report->cgroup[0] ? "cgroup" : "global");
	expect_comm(oom, row, is_main ? "trigger_comm" : "trigger_thread", report->comm);
	if (!strcmp(table_text(oom, row, "selection"), "chosen"))
		expect_text("cgroup", table_text(oom, row, "cgroup"), report->own_cgroup);
}

/*
 * A thread caches its RSS counts for up to 64 page faults (TASK_RSS_EVENTS_THRESH), and adds
 * them to its process on exit. The victim may have come that far when the report is logged,
 * a moment after the kill. A fault in a file, which may be in tmpfs, maps up to 64 KiB
 * (fault_around_bytes).
 */
#define UNCOUNTED_ANON (64 * 4096ULL)
#define UNCOUNTED_FILE (64 * 65536ULL)

static void expect_resident(const struct table *oom, int row, const char *column,
			    unsigned long long kb, uint64_t uncounted)
{
	uint64_t report = kb * 1024, low = report > uncounted ? report - uncounted : 0;

	expect_between(column, low, table_u64(oom, row, column), report + uncounted);
}

static void expect_victim(const struct table *oom, int row, const struct oom_victim *victim)
{
	expect_comm(oom, row, "comm", victim->comm);
	expect_row(oom, row, "uid=%d oom_score_adj=%d total_vm_bytes=%llu "
		   "page_tables_bytes=%llu swap_bytes=0", victim->uid, victim->adj,
		   victim->total_vm_kb * 1024ULL, victim->page_tables_kb * 1024ULL);
	expect_resident(oom, row, "rss_anon_bytes", victim->anon_kb, UNCOUNTED_ANON);
	expect_resident(oom, row, "rss_file_bytes", victim->file_kb, UNCOUNTED_FILE);
	expect_resident(oom, row, "rss_shmem_bytes", victim->shmem_kb, UNCOUNTED_FILE);
}

static void expect_points(const struct table *oom, int row, const struct oom_scene *scene)
{
	expect_between("killed_ns", scene->before, table_u64(oom, row, "killed_ns"),
		       table_u64(oom, row, "freed_ns"));
	expect(table_u64(oom, row, "freed_ns") <= clock_ns(), "gone in the future");
	if (row)
		expect_u64("oom_seq", table_u64(oom, row, "oom_seq"),
			   table_u64(oom, row - 1, "oom_seq") + 1);
}

/* The caller gets the new rows only. */
static void drop_old(struct table *oom, int old)
{
	oom->rows -= old;
	memmove(oom->cells, oom->cells + old * oom->columns,
		(size_t)oom->rows * oom->columns * sizeof(char *));
}

/* Whether the kernel logs the kill: not of those that only share memory or are dying. */
static bool is_logged(const struct table *oom, int row)
{
	return table_u64(oom, row, "sigkill_sent") &&
	       strcmp(table_text(oom, row, "selection"), "shared-mm");
}

static void expect_logged(const struct table *oom, char *log)
{
	int pid;

	for (int row = 0; row < oom->rows; row++) {
		pid = table_u64(oom, row, "pid");
		expect(is_logged(oom, row) == !!oom_report_lines(log, pid),
		       "%d has %d lines in the kernel's log, its row %d says otherwise", pid,
		       oom_report_lines(log, pid), row);
	}
	for (char *at = log; (at = strstr(at, "Killed process ")); at++)
		expect(sscanf(at, "Killed process %d", &pid) == 1 &&
		       table_count(oom, "pid", pid) == 1, "no row, or several, for '%.40s'", at);
}

struct table *oom_scene_rows(const struct oom_scene *scene, int rows)
{
	struct table *oom = read_gone(scene, rows);
	char *log = kmsg_text(scene->log);

	drop_old(oom, scene->rows);
	expect_logged(oom, log);
	expect_u64("oom_kills", stats_get("oom_kills") - scene->kills, rows);
	free(log);
	return oom;
}

struct table *oom_scene_end(struct oom_scene *scene, int kills)
{
	struct table *oom = read_gone(scene, kills);
	char *log = kmsg_text(scene->log);
	static struct oom_report report;

	oom_report_parse(log, &report);
	expect_u64("victims in the kernel's report", report.count, kills);
	for (int i = 0; i < report.count; i++) {
		int row = table_find(oom, "pid", report.victims[i].pid);

		if (!expect(row >= scene->rows, "no row of %d", report.victims[i].pid))
			continue;
		expect_victim(oom, row, &report.victims[i]);
		expect_trigger(oom, row, &report);
		expect_points(oom, row, scene);
	}
	expect_u64("oom_events", stats_get("oom_events") - scene->events, 1);
	expect_u64("oom_kills", stats_get("oom_kills") - scene->kills, kills);
	free(log);
	drop_old(oom, scene->rows);
	return oom;
}
