/* SPDX-License-Identifier: GPL-2.0 */
/* Counting a tracepoint's events with tracefs, as a witness that is not the module. */
#ifndef SELFTESTS_TRACE_H
#define SELFTESTS_TRACE_H

#include <stdint.h>
#include <sys/types.h>

/* Makes an event of a kernel function, kprobes/NAME, by a line for 'kprobe_events'. */
void trace_probe(const char *definition);
/* @event: such as "sched/sched_switch"; @filter: such as "prev_pid == 0". Skips if unable. */
void trace_begin(const char *event, const char *filter);
uint64_t trace_count(void);
/* The same in two steps: the file of a CPU, and what a text read from it says. */
void trace_stats_path(int cpu, char *path, size_t room);
uint64_t trace_stats_count(const char *stats);

/* A switch as the trace tells it, at @at_us of CLOCK_MONOTONIC. */
struct trace_switch {
	pid_t prev, next;
	uint64_t at_us;
};

/* All of a CPU in their order, where nothing but sched_switch is traced; free @list. */
int trace_switches(int cpu, struct trace_switch **list);
/* Who left a CPU to a task, at the time nearest to @at_ns. */
pid_t trace_left_to(pid_t next, int cpu, uint64_t at_ns);
/* For the cleanup of a case, which may have ended early. */
void trace_cleanup(void);

#endif
