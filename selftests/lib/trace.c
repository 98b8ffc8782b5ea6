// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "table.h"
#include "time.h"
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
	set("trace_clock", "mono");
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

char *trace_event_of(const char *event, pid_t pid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	char wanted[80], *text, *at, *found;

	snprintf(wanted, sizeof(wanted), ": %s: pid=%d ", event, pid);
	for (;;) {
		text = path_text(TRACE "trace");
		at = text ? strstr(text, wanted) : NULL;
		if (at || clock_ns() > deadline)
			break;
		free(text);
	}
	require(at, "no%s", wanted);
	at = strstr(at, "pid=");
	expect(!strstr(at, wanted), "more than one%s", wanted);
	found = strndup(at, strcspn(at, "\n"));
	free(text);
	return found;
}

/* What follows @name in a line that ends at @end; NULL if it is not found. */
static const char *after(const char *line, const char *end, const char *name)
{
	const char *at = line ? memmem(line, end - line, name, strlen(name)) : NULL;

	return at ? at + strlen(name) : NULL;
}

/*
 * A line is '  COMM-PID [CPU] FLAGS SECONDS.MICROSECONDS: sched_switch: ...
 * prev_pid=PID ... next_pid=PID ...'.
 */
static bool parse_switch(const char *line, const char *end, struct trace_switch *found)
{
	const char *event = after(line, end, ": sched_switch: ");
	const char *prev = after(event, end, " prev_pid=");
	const char *next = after(prev, end, " next_pid=");
	unsigned long long seconds, microseconds;
	const char *time = event ? event - strlen(": sched_switch: ") : line;

	while (time > line && time[-1] != ' ')
		time--;
	if (!next || sscanf(time, "%llu.%llu", &seconds, &microseconds) != 2)
		return false;
	found->prev = atoi(prev);
	found->next = atoi(next);
	found->at_us = seconds * 1000000 + microseconds;
	return true;
}

int trace_switches(int cpu, struct trace_switch **list)
{
	char path[100], *text, *line, *end;
	int count = 0, room = 0;

	*list = NULL;
	snprintf(path, sizeof(path), TRACE "per_cpu/cpu%d/trace", cpu);
	text = path_text(path);
	require(text, "%s: %s", path, strerror(errno));
	for (line = text; *line; line = end + 1) {
		end = strchr(line, '\n');
		require(end, "%s ends within a line", path);
		if (*line == '#')
			continue;
		if (count == room) {
			room = room ? 2 * room : 1024;
			*list = realloc(*list, room * sizeof(**list));
			require(*list, "no memory");
		}
		if (expect(parse_switch(line, end, *list + count), "no switch: %.*s",
			   (int)(end - line), line))
			count++;
	}
	free(text);
	return count;
}

static uint64_t apart(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

pid_t trace_left_to(pid_t next, int cpu, uint64_t at_ns)
{
	struct trace_switch *list, *nearest = NULL;
	int count = trace_switches(cpu, &list);
	pid_t prev;

	for (int i = 0; i < count; i++)
		if (list[i].next == next &&
		    (!nearest || apart(list[i].at_us, at_ns / 1000) <
				 apart(nearest->at_us, at_ns / 1000)))
			nearest = list + i;
	require(nearest, "%d never got CPU %d", next, cpu);
	prev = nearest->prev;
	free(list);
	return prev;
}

void trace_cleanup(void)
{
	write_file(TRACE "tracing_on", "0");
	write_file(TRACE "trace_clock", "local");
	write_file(TRACE "events/enable", "0");
	write_file(TRACE "events/sched/filter", "0");
	close(open(TRACE "kprobe_events", O_WRONLY | O_TRUNC | O_CLOEXEC));
	write_file(TRACE "buffer_size_kb", "1");
}
