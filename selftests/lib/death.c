// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

void row_expect(const char *file, int line, const struct table *table, int row,
		const char *format, ...)
{
	char words[1000], *word, *value;
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	for (word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		const char *cell;

		value = strchr(word, '=');
		require(value, "'%s' is not name=value", word);
		*value++ = '\0';
		cell = table_text(table, row, word);
		if (strcmp(cell, value))
			ktap_fail(file, line, "%s is '%s', not '%s'", word, cell, value);
	}
}

struct table *expect_death(pid_t pid, const char *cause)
{
	int status = reap(pid);
	struct table *dead = dead_get(pid);

	expect_cells(dead, "cause=%s core_dumped=%d reap=waited reaper_pid=%d", cause,
		     WIFSIGNALED(status) && WCOREDUMP(status), getpid());
	if (WIFEXITED(status))
		expect_cells(dead, "exit_code=%d exit_signal=-", WEXITSTATUS(status));
	else
		expect_cells(dead, "exit_code=- exit_signal=%d", WTERMSIG(status));
	return dead;
}

void expect_no_killer(const struct table *dead)
{
	expect_cells(dead, "killer_pid=- killer_comm=- killer_uid=- killer_parent_pid=- "
		     "killer_parent_comm=-");
}

void expect_no_signal(const struct table *dead)
{
	expect_no_killer(dead);
	expect_cells(dead, "signal_origin=- signal_code=- signal_sent_ns=- signal_state=- "
		     "fault_address=-");
}

void expect_kernel_signal(const struct table *dead, const char *origin, int sig)
{
	expect_no_killer(dead);
	expect_cells(dead, "signal_origin=%s exit_signal=%d", origin, sig);
	expect_between("signal_sent_ns", table_u64(dead, 0, "born_ns"),
		       table_u64(dead, 0, "signal_sent_ns"), table_u64(dead, 0, "died_ns"));
}

const char *own_comm(void)
{
	static __thread char comm[17];

	prctl(PR_GET_NAME, comm);
	return comm;
}

void block_on(void *gate)
{
	gate_wait(gate);
}

void block_forever(void *unused)
{
	struct gate gate;

	gate_init(&gate);
	gate_wait(&gate);
}

void none_unknown(void)
{
	require(stats_get("deaths") > 0, "no task has died");
	expect_u64("deaths_unknown", stats_get("deaths_unknown"), 0);
}
