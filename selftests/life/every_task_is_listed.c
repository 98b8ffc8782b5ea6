// SPDX-License-Identifier: GPL-2.0
/* Every /proc/PID/task/TID is in 'tasks' exactly once, and the reverse. */
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "row.h"
#include "threads.h"
#include "time.h"
#include "totals.h"

#define CHILDREN 20

static void quiescent(void)
{
	expect_equal_lists();
}

static void children_and_threads(void)
{
	const uint64_t threads = BLOCKED_THREADS + 1;
	pid_t pids[CHILDREN];
	struct gate gate;

	gate_init(&gate);
	for (int i = 0; i < CHILDREN; i++)
		pids[i] = spawn(i % 4 ? block_on : block_with_threads, &gate);
	for (int i = 0; i < CHILDREN; i++)
		while (i % 4 == 0 && status_value(pids[i], pids[i], "Threads") != threads)
			;
	expect_equal_lists();
	for (int i = 0; i < CHILDREN + BLOCKED_THREADS * CHILDREN / 4; i++)
		gate_open(&gate);
	for (int i = 0; i < CHILDREN; i++)
		wait_exited(pids[i]);
	expect_equal_lists();
	for (int i = 0; i < CHILDREN; i++)
		reap(pids[i]);
	expect_equal_lists();
	for (int i = 0; i < CHILDREN; i++) {
		struct table *tasks = table_read(LC_PROC "tasks");

		expect_u64("rows of a reaped child", table_count(tasks, "pid", pids[i]), 0);
		table_free(tasks);
	}
}

static char expected_letter(const char *state)
{
	static const struct {
		const char *word;
		char letter;
	} letters[] = {
		{ "running", 'R' }, { "runnable", 'R' }, { "new", 'R' }, { "sleeping", 'S' },
		{ "disk", 'D' }, { "iowait", 'D' }, { "stopped", 'T' }, { "traced", 't' },
		{ "zombie", 'Z' }, { "idle", 'I' }, { "parked", 'P' }, { "dead", 'X' },
	};

	for (size_t i = 0; i < ARRAY_SIZE(letters); i++)
		if (!strcmp(letters[i].word, state))
			return letters[i].letter;
	return '?';
}

/* True unless the state contradicts two equal letters that were read around it. */
static bool state_agrees(const struct table *task, pid_t tgid, pid_t tid, char before)
{
	const char *state = table_text(task, 0, "state");
	char after = stat_state(tgid, tid);

	if (before != after || before == expected_letter(state))
		return true;
	/* It ended since the list was made: /proc has no entry, the history has it. */
	if (!before)
		return !strcmp(state, "dead");
	/* A task that has not run since the load may be 'unknown', in no other case. */
	return !strcmp(state, "unknown") && table_u64(task, 0, "runs") == 0;
}

static void states_agree(void)
{
	struct id *proc;
	int count = list_proc(&proc);

	for (int i = 0; i < count; i++) {
		uint64_t deadline = clock_ns() + PATIENCE_NS / 5;
		bool agrees = false;

		/* Within the few instructions around a switch the two may differ. */
		while (!agrees && clock_ns() < deadline) {
			char before = stat_state(proc[i].tgid, proc[i].tid);
			struct table *task = task_ask(proc[i].tid);

			agrees = !task || state_agrees(task, proc[i].tgid, proc[i].tid, before);
			if (!agrees && clock_ns() >= deadline)
				expect(false, "%d (%s) is %s, %c in /proc", proc[i].tid,
				       table_text(task, 0, "comm"), table_text(task, 0, "state"),
				       before);
			table_free(task);
		}
	}
}

static const struct ktap_case cases[] = {
	{ "each task of a quiet system is listed exactly once", quiescent },
	{ "children, threads and zombies are listed exactly once", children_and_threads },
	{ "each state agrees with /proc/PID/stat", states_agree },
};

KTAP_MAIN(cases)
