/* SPDX-License-Identifier: GPL-2.0 */
/* Counting events with tracefs, as a witness independent of the module. */
#ifndef SELFTESTS_TRACE_H
#define SELFTESTS_TRACE_H

#include <stdint.h>
#include <sys/types.h>

/* Makes an event of a kernel function, kprobes/NAME, from a line for 'kprobe_events'. */
void trace_probe(const char *definition);
/* @event: such as "sched/sched_switch"; @filter: such as "prev_pid == 0". Skips if unable. */
void trace_begin(const char *event, const char *filter);
uint64_t trace_count(void);
/* The same in two steps: a CPU's file, and the count in its text. */
void trace_stats_path(int cpu, char *path, size_t room);
uint64_t trace_stats_count(const char *stats);

/* What the only event of a PID says, "pid=PID ..."; waited for, the caller frees it. */
char *trace_event_of(const char *event, pid_t pid);

/* A switch in the trace, at @at_us of CLOCK_MONOTONIC. */
struct trace_switch {
	pid_t prev, next;
	uint64_t at_us;
};

/*
 * All switches of a CPU in order, if only sched_switch is traced; the caller frees @list.
 */
int trace_switches(int cpu, struct trace_switch **list);
/* The task that left a CPU to another one, at the time nearest to @at_ns. */
pid_t trace_left_to(pid_t next, int cpu, uint64_t at_ns);
/* For the cleanup of a case, which may have ended early. */
void trace_cleanup(void);

#endif
