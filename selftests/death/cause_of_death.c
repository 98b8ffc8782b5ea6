// SPDX-License-Identifier: GPL-2.0
/* The cause of death, as a word and as numbers, against the wait status. */
#include <signal.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

static void exit_codes(void)
{
	expect_no_signal(expect_death(spawn_helper("@exit", 0), "exited"));
	expect_no_signal(expect_death(spawn_helper("@exit", 3), "failed"));
	expect_no_signal(expect_death(spawn_helper("@exit", 255), "failed"));
	/* An exit code that looks like a signal but is not one. */
	expect_no_signal(expect_death(spawn_helper("@exit", 137), "failed"));
	expect_no_signal(expect_death(spawn_helper("@exit", 9), "failed"));
}

static void term_is_handled(int sig)
{
}

static void survive_first(void *data)
{
	struct gate *gates = data;
	struct sigaction action = { .sa_handler = term_is_handled, .sa_flags = SA_RESTART };

	sigaction(SIGTERM, &action, NULL);
	gate_open(&gates[1]);
	gate_wait(&gates[0]);
	gate_open(&gates[1]);
	gate_wait(&gates[0]);
	_exit(5);
}

/* A signal that was handled or ignored is not the cause of a later death. */
static void survived_signal(void)
{
	struct gate gates[2];
	pid_t pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pid = spawn(survive_first, gates);
	gate_wait(&gates[1]);
	kill(pid, SIGTERM);
	kill(pid, SIGWINCH);
	gate_open(&gates[0]);
	gate_wait(&gates[1]);
	gate_open(&gates[0]);
	expect_no_signal(expect_death(pid, "failed"));
}

static void counted(void)
{
	struct table *before = values_read(LC_PROC "stats"), *after;
	static const struct { const char *name; int growth; } counters[] = {
		{ "deaths_exited", 2 }, { "deaths_failed", 3 }, { "deaths_killed", 1 },
	};
	struct gate gate;
	pid_t pid;

	gate_init(&gate);
	for (int i = 0; i < 5; i++)
		reap(spawn_helper("@exit", i < 2 ? 0 : i));
	pid = spawn(block_on, &gate);
	kill(pid, SIGKILL);
	reap(pid);
	after = values_read(LC_PROC "stats");
	for (size_t i = 0; i < ARRAY_SIZE(counters); i++)
		expect(table_u64_or(after, 0, counters[i].name, 0) -
		       table_u64_or(before, 0, counters[i].name, 0) >=
		       (uint64_t)counters[i].growth, "%s increased too little", counters[i].name);
	expect(table_u64(after, 0, "deaths") - table_u64(before, 0, "deaths") >= 6,
	       "deaths increased too little");
}

static const struct ktap_case cases[] = {
	{ "exit code 0 is 'exited', any other is 'failed'", exit_codes },
	{ "a signal that was survived is not the cause", survived_signal },
	{ "deaths are counted by cause", counted },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
