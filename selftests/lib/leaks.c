// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "leaks.h"
#include "module.h"
#include "row.h"
#include "table.h"
#include "time.h"

/*
 * What other users allocate meanwhile; a table of the module is larger, or leaks
 * repeatedly.
 */
#define ROOM_KB 2048
#define ROOM_OBJECTS 16

uint64_t meminfo(const char *name)
{
	char *text = path_text("/proc/meminfo"), wanted[40], *at;
	uint64_t value;

	require(text, "/proc/meminfo: %s", strerror(errno));
	snprintf(wanted, sizeof(wanted), "\n%s:", name);
	at = strstr(text, wanted);
	value = at ? strtoull(at + strlen(wanted), NULL, 10) : 0;
	free(text);
	return value;
}

/* Frees the per-CPU slabs, which count as in use. */
static void slab_settle(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/kernel/slab/%s/shrink", name);
	write_file(path, "1");
}

/* /proc/slabinfo: name, objects in use, objects that there is room for. */
static uint64_t slab(const char *name, int column)
{
	char *text = path_text("/proc/slabinfo"), wanted[40], *at;
	uint64_t value = 0;

	if (!text)
		return 0;
	snprintf(wanted, sizeof(wanted), "\n%s ", name);
	at = strstr(text, wanted);
	if (at)
		at += strlen(wanted);
	for (; at && column >= 0; column--)
		value = strtoull(at, &at, 10);
	free(text);
	return value;
}

uint64_t slab_used(const char *name)
{
	slab_settle(name);
	return slab(name, 0);
}

uint64_t slab_room(const char *name)
{
	return slab(name, 1);
}

void unload_when_free(void)
{
	uint64_t deadline = clock_ns() + 2 * PATIENCE_NS;
	int ret;

	while ((ret = module_try_unload()) == -EAGAIN) {
		require(clock_ns() < deadline, "the module stays in use");
		sched_yield();
	}
	require(!ret, "unload: %s", strerror(-ret));
}

static void expect_no_mention(const char *path, const char *word)
{
	char *text = path_text(path);

	/* Not every kernel has each of these files. */
	if (!text)
		return;
	expect(!strstr(text, word), "%s has '%s'", path, word);
	free(text);
}

void expect_nothing_left(void)
{
	expect(access("/proc/lifecycle", F_OK), "/proc/lifecycle exists");
	expect(access("/sys/kernel/debug/lifecycle", F_OK), "debugfs' lifecycle exists");
	expect(access("/sys/kernel/slab/lc_task", F_OK), "/sys/kernel/slab/lc_task exists");
	expect_no_mention("/proc/slabinfo", "\nlc_");
	expect_no_mention("/proc/modules", "lifecycle ");
	expect_no_mention("/sys/kernel/debug/kprobes/list", "lifecycle");
}

void leaks_measure(struct leaks *leaks)
{
	struct id *list;

	leaks->living = list_proc(&list);
	free(list);
	leaks->vmalloc_kb = meminfo("VmallocUsed");
	leaks->percpu_kb = meminfo("Percpu");
	leaks->tasks = slab_used("task_struct");
	leaks->pids = slab_used("pid");
}

static bool has_grown(const struct leaks *before, const struct leaks *now)
{
	return now->vmalloc_kb > before->vmalloc_kb + ROOM_KB ||
	       now->percpu_kb > before->percpu_kb + ROOM_KB ||
	       now->tasks + before->living > before->tasks + now->living + ROOM_OBJECTS ||
	       now->pids + before->living > before->pids + now->living + ROOM_OBJECTS;
}

static void print_leaks(const char *when, const struct leaks *leaks)
{
	ktap_diag("%s: %llu tasks; task_struct %llu, pid %llu, vmalloc %llu KiB, percpu %llu KiB",
		  when, (unsigned long long)leaks->living,
		  (unsigned long long)leaks->tasks, (unsigned long long)leaks->pids,
		  (unsigned long long)leaks->vmalloc_kb,
		  (unsigned long long)leaks->percpu_kb);
}

/* Memory is freed after a grace period or by a worker, which no event reports: poll. */
void expect_no_growth(const struct leaks *before)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	struct leaks now;

	do {
		leaks_measure(&now);
	} while (has_grown(before, &now) && clock_ns() < deadline);
	print_leaks("before", before);
	print_leaks("after", &now);
	expect(!has_grown(before, &now), "memory use has increased, see above");
}
