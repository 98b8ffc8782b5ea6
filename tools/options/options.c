// SPDX-License-Identifier: GPL-2.0
/* The command line: one table of options, of which each command accepts some. */
#include <getopt.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options/column_select.h"
#include "options/options.h"
#include "text/warn.h"
#include "uapi/words.h"

/* A flag or a text of struct lct_options, which the option sets */
#define TO(member)	offsetof(struct lct_options, member)
#define ELSEWHERE	SIZE_MAX

/*
 * The first letter is used in lct_command.accepts. The second, 0 for none, is the short form;
 * commands may give the same one to different options.
 */
static const struct {
	char letter, brief;
	const char *name;
	const char *arg;
	size_t to;
	const char *help;
} options[] = {
	{ 'o', 'o', "columns", "LIST", TO(list),
	  "columns or sets to print; +LIST adds to the default, `all` selects all" },
	{ 'H', 0, "sort", "LIST", TO(sort),
	  "sort by these columns, -COLUMN from the greatest down" },
	{ 'm', 0, "limit", "N", TO(limit_text), "print at most N rows" },
	{ 'p', 'p', "pid", "LIST", ELSEWHERE, "only tasks with these PIDs" },
	{ 'L', 'L', "threads", NULL, TO(threads), "list threads, not only processes" },
	{ 'k', 'k', "kernel", NULL, TO(kernel), "list kernel threads, too" },
	{ 'l', 'l', "living", NULL, TO(living), "omit branches without living processes" },
	{ 'x', 'x', "failed", NULL, TO(failed), "omit tasks that exited with status 0" },
	{ 'f', 'f', "follow", NULL, TO(follow), "print the newest, then each as it dies" },
	{ 'e', 'e', "event", "LIST", TO(events), "only events of these kinds" },
	{ 'q', 0, "slow", "TIME", TO(slow), "only waits for a CPU that are as long: 10ms" },
	{ 't', 't', "relative", NULL, TO(relative), "print the time since the first event" },
	{ 'w', 'w', "wait", NULL, TO(wait), "wait for all descendants, not only for the command" },
	{ 'a', 'a', "all", NULL, TO(all), "print tasks that are alike one by one" },
	{ 'v', 0, "live", NULL, TO(live), "print events while the command runs" },
	{ 'z', 0, "timeline", NULL, TO(timeline),
	  "print also what happened to the command, in order; with --all, to each process" },
	{ 'C', 0, "class", "NAME", TO(class),
	  "only this class: stop deadline rt fair batch idle ext" },
	{ 'c', 0, "comm", "NAME", TO(comm),
	  "only processes whose name matches this shell pattern" },
	{ 'F', 0, "state", "LIST", TO(state), "only tasks in one of these states" },
	{ 'W', 0, "cause", "LIST", TO(cause), "only deaths with one of these causes" },
	{ 'K', 0, "killer", "NAME", TO(killer),
	  "only tasks killed by this PID or name (a shell pattern)" },
	{ 'S', 0, "since", "TIME", TO(since),
	  "only deaths since TIME: 5m, '2 days ago', today, 14:03" },
	{ 'E', 0, "until", "TIME", TO(until), "only deaths until TIME, likewise" },
	{ 'U', 0, "uid", "USER", TO(uid), "only tasks of this user (name or number)" },
	{ 'Y', 0, "user", "USER", TO(uid), "the same as --uid" },
	{ 'u', 0, "unit", "NAME", TO(unit),
	  "only tasks of this unit of systemd (a shell pattern)" },
	{ 'g', 0, "cgroup", "PATH", TO(cgroup), "only tasks in this cgroup or below" },
	{ 'P', 0, "parent", "PID", TO(parent), "only children of this process, now or at birth" },
	{ 's', 0, "session", "ID", TO(session), "only tasks of this login session" },
	{ 'N', 0, "last", NULL, TO(last), "the newest N that failed or were killed" },
	{ 'd', 0, "dot", NULL, TO(dot), "print only the life-cycle diagram, for Graphviz" },
	{ 'O', 0, "output", "FILE", TO(output), "write the report to FILE instead of stderr" },
	{ 'r', 'r', "raw", NULL, TO(raw), "print raw values, separated by blanks" },
	{ 'n', 'n', "noheadings", NULL, TO(noheadings), "do not print headings" },
	{ 'J', 'J', "json", NULL, TO(json), "print JSON" },
	{ 'R', 0, "root", "DIR", TO(root), "read the recording in DIR, not the running system" },
	{ 'b', 0, "boot", "BOOT", TO(boot),
	  "read what was recorded of a boot: 0, -1, ... or its ID" },
	{ 'D', 'D', "directory", "DIR", TO(directory),
	  "the recordings are in DIR, not in /var/lib/lifecycle" },
	{ '1', 0, "once", NULL, TO(once), "record what there is, and end" },
	{ 'M', 0, "max-size", "SIZE", TO(max_size),
	  "delete the oldest beyond this size (default 200M)" },
	{ 'A', 0, "max-age", "TIME", TO(max_age), "delete what is older (default 30d)" },
	{ 'B', 'b', "batch", NULL, TO(batch), "print frames as text, without a terminal" },
	{ 'T', 'd', "delay", "SECONDS", TO(delay), "time between frames (default 1)" },
	{ 'I', 'n', "iterations", "N", TO(iterations), "end after so many frames" },
	{ 'h', 'h', "help", NULL, ELSEWHERE, "print this help and exit" },
	{ 'V', 'V', "version", NULL, ELSEWHERE, "print the version and exit" },
};

#define NR_OPTIONS	(sizeof(options) / sizeof(*options))

/**
 * lct_options_command() - find a command
 * @commands:	all commands; the last has no name
 * @name:	its name
 *
 * Return: the command, or NULL.
 */
const struct lct_command *lct_options_command(const struct lct_command *commands,
					      const char *name)
{
	const struct lct_command *c;

	for (c = commands; c->name; c++)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}

/**
 * lct_options_misuse() - report an error in the command line
 * @opt: options, for the command's name
 * @fmt: the error
 *
 * Return: the exit status for it.
 */
int lct_options_misuse(const struct lct_options *opt, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "lifecycle %s: ", opt->command->name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\nTry 'lifecycle %s --help'.\n", opt->command->name);
	return LCT_EXIT_USAGE;
}

/**
 * lct_options_usage() - print a command's help on stdout
 * @command: the command
 */
void lct_options_usage(const struct lct_command *command)
{
	char left[40];
	size_t i;

	printf("Usage: lifecycle %s [OPTION...]%s%s\n\n%s.\n\nOptions:\n", command->name,
	       command->synopsis[0] ? " " : "", command->synopsis, command->help);
	for (i = 0; i < NR_OPTIONS; i++) {
		if (!strchr(command->accepts, options[i].letter))
			continue;
		snprintf(left, sizeof(left), "%c%c%c --%s%s%s", options[i].brief ? '-' : ' ',
			 options[i].brief ? options[i].brief : ' ',
			 options[i].brief ? ',' : ' ', options[i].name,
			 options[i].arg ? " " : "", options[i].arg ? options[i].arg : "");
		printf("  %-21s %s\n", left, options[i].help);
	}
	if (command->columns)
		lct_column_select_usage(command);
}

/**
 * lct_options_version() - print the version of the tool and of the format
 */
void lct_options_version(void)
{
	printf("lifecycle %s (format %d)\n", LCT_VERSION, LC_FORMAT);
}

/**
 * lct_options_pid() - parse a PID
 * @s:	its digits
 * @len: how many
 * @pid: the pid
 *
 * Return: false if it is not a positive decimal number in the range of a PID.
 */
bool lct_options_pid(const char *s, size_t len, int64_t *pid)
{
	char text[12];

	if (!len || len >= sizeof(text) || *s == '-')
		return false;
	memcpy(text, s, len);
	text[len] = '\0';
	return lct_cell_number(text, pid) && *pid > 0 && *pid <= INT32_MAX;
}

/**
 * lct_options_pids() - parse the arguments as PIDs
 * @opt:	the options
 * @pids:	room for LCT_PIDS_MAX pids; there are @opt->nargs
 *
 * Return: an exit status.
 */
int lct_options_pids(const struct lct_options *opt, int64_t *pids)
{
	int i;

	if (!opt->nargs)
		return lct_options_misuse(opt, "missing PID");
	if (opt->nargs > LCT_PIDS_MAX)
		return lct_options_misuse(opt, "too many PIDs (at most %d)", LCT_PIDS_MAX);
	for (i = 0; i < opt->nargs; i++)
		if (!lct_options_pid(opt->args[i], strlen(opt->args[i]), &pids[i]))
			return lct_options_misuse(opt, "'%s' is not a PID", opt->args[i]);
	return 0;
}

static int add_pids(struct lct_options *opt, const char *list)
{
	for (;;) {
		size_t len = strcspn(list, ",");

		if (opt->npids == LCT_PIDS_MAX)
			return lct_options_misuse(opt, "too many PIDs (at most %d)", LCT_PIDS_MAX);
		if (!lct_options_pid(list, len, &opt->pids[opt->npids]))
			return lct_options_misuse(opt, "'%.*s' is not a PID", (int)len, list);
		opt->npids++;
		if (!list[len])
			return 0;
		list += len + 1;
	}
}

/* What getopt returns for a long option; for a short one it is the letter of that. */
#define LONG(i)	(256 + (int)(i))

/* getopt's form of the options that the command accepts. */
static void prepare(const struct lct_command *command, char *letters, struct option *longs)
{
	size_t i;

	*letters++ = command->accepts[0] == '+' ? '+' : ':';
	if (letters[-1] == '+')
		*letters++ = ':';
	for (i = 0; i < NR_OPTIONS; i++) {
		if (!strchr(command->accepts, options[i].letter))
			continue;
		*longs++ = (struct option){
			.name = options[i].name,
			.has_arg = options[i].arg ? required_argument : no_argument,
			.val = LONG(i),
		};
		if (!options[i].brief)
			continue;
		*letters++ = options[i].brief;
		if (options[i].arg)
			*letters++ = ':';
	}
	*letters = '\0';
	memset(longs, 0, sizeof(*longs));
}

/* The option that getopt has found; NR_OPTIONS for none. */
static size_t find(const struct lct_command *command, int c)
{
	size_t i;

	for (i = 0; i < NR_OPTIONS; i++)
		if (c == LONG(i) || (c == options[i].brief &&
				     strchr(command->accepts, options[i].letter)))
			break;
	return i;
}

static int take(struct lct_options *opt, size_t i)
{
	void *to = (char *)opt + options[i].to;

	if (options[i].letter == 'p')
		return add_pids(opt, optarg);
	if (options[i].arg)
		*(const char **)to = optarg;
	else
		*(bool *)to = true;
	return 0;
}

static int refuse(const struct lct_options *opt, int c, char **argv)
{
	if (c == ':')
		return lct_options_misuse(opt, "option '%s' requires an argument",
					  argv[optind - 1]);
	if (optopt > 0 && optopt < 128)
		return lct_options_misuse(opt, "unknown option '-%c'", optopt);
	return lct_options_misuse(opt, "option '%s' is unknown or ambiguous, or takes no argument",
				  argv[optind - 1]);
}

static int read_limit(struct lct_options *opt)
{
	if (!opt->limit_text)
		return 0;
	if (!lct_cell_number(opt->limit_text, &opt->limit) || opt->limit <= 0)
		return lct_options_misuse(opt, "'%s' is not a number of rows", opt->limit_text);
	return 0;
}

/**
 * lct_options_parse() - parse a command's options
 * @opt:	@opt->command is set; the rest is filled in
 * @argc, @argv: from the command's name on
 * @status:	exit status if LCT_OPTIONS_DONE is returned
 *
 * Return: 0, or LCT_OPTIONS_DONE.
 */
int lct_options_parse(struct lct_options *opt, int argc, char **argv, int *status)
{
	char letters[2 * NR_OPTIONS + 3];
	struct option longs[NR_OPTIONS + 1];
	size_t i;
	int c;

	prepare(opt->command, letters, longs);
	/* 0, not 1, resets getopt, which has parsed the global options. */
	optind = 0;
	opterr = 0;
	*status = 0;
	while ((c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		i = find(opt->command, c);
		if (i == NR_OPTIONS)
			*status = refuse(opt, c, argv);
		else if (options[i].letter == 'h')
			lct_options_usage(opt->command);
		else if (options[i].letter == 'V')
			lct_options_version();
		else
			*status = take(opt, i);
		if (*status || options[i].letter == 'h' || options[i].letter == 'V')
			return LCT_OPTIONS_DONE;
	}
	opt->args = argv + optind;
	opt->nargs = argc - optind;
	if (opt->raw && opt->json)
		*status = lct_options_misuse(opt, "--raw and --json are mutually exclusive");
	else if (opt->dot && opt->json)
		*status = lct_options_misuse(opt, "--dot and --json are mutually exclusive");
	else if (opt->nargs && !opt->command->synopsis[0])
		*status = lct_options_misuse(opt, "unexpected argument '%s'", opt->args[0]);
	else
		*status = lct_column_select(opt);
	if (!*status)
		*status = read_limit(opt);
	return *status ? LCT_OPTIONS_DONE : 0;
}
