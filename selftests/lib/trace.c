// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "table.h"
#include "trace.h"

#define TRACE "/sys/kernel/tracing/"

static void set(const char *file, const char *text)
{
	char path[200];

	snprintf(path, sizeof(path), TRACE "%s", file);
	if (!write_file(path, text))
		ktap_skip("%s: %s", path, strerror(errno));
}

void trace_probe(const char *definition)
{
	set("kprobe_events", definition);
}

void trace_begin(const char *event, const char *filter)
{
	char file[100];
	int fd;

	set("tracing_on", "0");
	fd = open(TRACE "trace", O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	set("buffer_size_kb", "4096");
	snprintf(file, sizeof(file), "events/%s/filter", event);
	set(file, filter);
	snprintf(file, sizeof(file), "events/%s/enable", event);
	set(file, "1");
	set("tracing_on", "1");
}

void trace_stats_path(int cpu, char *path, size_t room)
{
	snprintf(path, room, TRACE "per_cpu/cpu%d/stats", cpu);
}

static uint64_t stats_value(const char *stats, const char *name)
{
	const char *at = strstr(stats, name);

	require(at, "no %s in a trace's stats", name);
	return strtoull(at + strlen(name), NULL, 10);
}

uint64_t trace_stats_count(const char *stats)
{
	expect_u64("events that the trace lost", stats_value(stats, "overrun: "), 0);
	return stats_value(stats, "entries: ");
}

uint64_t trace_count(void)
{
	uint64_t count = 0;
	char path[100], *text;

	for (int cpu = 0; cpu < cpus(); cpu++) {
		trace_stats_path(cpu, path, sizeof(path));
		text = path_text(path);
		require(text, "%s: %s", path, strerror(errno));
		count += trace_stats_count(text);
		free(text);
	}
	return count;
}

void trace_cleanup(void)
{
	write_file(TRACE "tracing_on", "0");
	write_file(TRACE "events/enable", "0");
	write_file(TRACE "events/sched/filter", "0");
	close(open(TRACE "kprobe_events", O_WRONLY | O_TRUNC | O_CLOEXEC));
	write_file(TRACE "buffer_size_kb", "1");
}
