// SPDX-License-Identifier: GPL-2.0
/* The arguments of a program are recorded at exec, as /proc/PID/cmdline has them. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "program.h"
#include "text.h"

/* So many bytes are recorded, the end of a text included. */
#define ROOM 128

static struct gate end;

/* What the kernel shows: the arguments, a zero byte after each. */
static size_t cmdline(pid_t pid, char *text, size_t room)
{
	char path[64];
	size_t length;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/cmdline", pid);
	file = fopen(path, "r");
	require(file, "%s: %s", path, strerror(errno));
	length = fread(text, 1, room, file);
	fclose(file);
	return length;
}

/* The same with a blank between them; cut where it is longer than what is recorded. */
static void wanted_of(pid_t pid, char *wanted)
{
	static char text[1 << 16];
	size_t length = cmdline(pid, text, sizeof(text)), i;

	require(length, "no command line");
	for (i = 0; i < length - 1; i++)
		if (!text[i])
			text[i] = ' ';
	text[length - 1] = '\0';
	snprintf(wanted, ROOM, "%s", text);
	if (length > ROOM)
		memcpy(wanted + ROOM - sizeof("..."), "...", sizeof("..."));
}

static void expect_args(const struct table *row, const char *wanted)
{
	char args[4 * ROOM];

	text_unescape(table_text(row, 0, "args"), args, sizeof(args));
	expect_text("args", args, wanted);
}

static struct table *kill_it(pid_t pid)
{
	kill(pid, SIGKILL);
	return expect_death(pid, "killed");
}

/* The helper ignores further arguments. */
static void block(void *argv)
{
	require(dup2(end.out, STDIN_FILENO) == STDIN_FILENO, "dup2: %s", strerror(errno));
	execv(program_self(), argv);
	_exit(errno);
}

static void execute(char **argv)
{
	char wanted[ROOM];
	pid_t pid;

	gate_init(&end);
	pid = spawn(block, argv);
	wait_blocked(pid);
	wanted_of(pid, wanted);
	expect_args(task_get(pid), wanted);
	expect_args(kill_it(pid), wanted);
}

#define EXECUTE(...) execute((char *[]) { "name", "@block", __VA_ARGS__, NULL })

static void several(void)
{
	EXECUTE("0", "-x", "--long=value");
}

static void odd(void)
{
	EXECUTE("0", "", "two words", "line\nfeed", "back\\slash", "\xc3\x80\xff");
}

/* At the limit and around it: "name @block 0 " is 14 bytes long. */
static void long_ones(void)
{
	char argument[4096];
	size_t length;

	for (length = ROOM - 17; length <= ROOM - 13; length++) {
		memset(argument, 'x', length);
		argument[length] = '\0';
		EXECUTE("0", argument);
	}
	memset(argument, 'y', sizeof(argument));
	argument[sizeof(argument) - 1] = '\0';
	EXECUTE("0", argument, argument);
}

static void fork_child(void *unused)
{
	char wanted[ROOM];
	pid_t pid;

	gate_init(&end);
	pid = spawn(block_on, &end);
	wanted_of(getpid(), wanted);
	expect_args(task_get(getpid()), wanted);
	expect_args(task_get(pid), wanted);
	expect_args(kill_it(pid), wanted);
}

static void inherited(void)
{
	expect_death(spawn(fork_child, NULL), "exited");
}

/* A process may write other arguments there: what is shown is what was executed. */
static void overwritten(void)
{
	const char *row = table_text(task_get(getpid()), 0, "args");
	char text[ROOM], before[ROOM];

	require(strlen(row) < ROOM, "the test's own arguments are long");
	wanted_of(getpid(), before);
	cmdline(getpid(), text, sizeof(text));
	expect_args(task_get(getpid()), before);
	memset(program_invocation_name, 'z', 1);
	cmdline(getpid(), text, sizeof(text));
	expect(text[0] == 'z', "the kernel does not show it");
	expect_args(task_get(getpid()), before);
}

static void before_the_module(void)
{
	expect_cells(task_get(1), "args=-");
	expect_cells(task_get(2), "args=-");
}

static const struct ktap_case cases[] = {
	{ "several arguments", several },
	{ "odd arguments", odd },
	{ "long arguments", long_ones },
	{ "those of the parent, without an exec", inherited },
	{ "those that the process has overwritten", overwritten },
	{ "none from before the module was loaded", before_the_module },
	{ "no death is unknown", none_unknown },
};

KTAP_MAIN(cases)
