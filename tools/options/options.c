// SPDX-License-Identifier: GPL-2.0
/* The command line: one table of options, of which each command accepts some. */
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options/column_select.h"
#include "options/options.h"
#include "text/warn.h"
#include "uapi/words.h"

/* The letter of an option without a short form is used only in lct_command.accepts. */
static const struct {
	char letter;
	bool is_short;
	const char *name;
	const char *arg;
	const char *help;
} options[] = {
	{ 'o', true, "columns", "LIST",
	  "columns or sets to print; +LIST adds to the default, `all` selects all" },
	{ 'p', true, "pid", "LIST", "only tasks with these PIDs" },
	{ 'L', true, "threads", NULL, "list threads, not only processes" },
	{ 'l', true, "living", NULL, "omit branches without living processes" },
	{ 'x', true, "failed", NULL, "omit tasks that exited with status 0" },
	{ 'w', true, "wait", NULL, "wait for all descendants, not only for the command" },
	{ 'C', false, "class", "NAME", "only this class: stop deadline rt fair batch idle ext" },
	{ 'c', false, "comm", "NAME", "only processes whose name matches this shell pattern" },
	{ 'W', false, "cause", "LIST", "only deaths with one of these causes" },
	{ 'K', false, "killer", "NAME", "only tasks killed by this PID or name (a shell pattern)" },
	{ 'S', false, "since", "TIME", "only deaths since TIME: 5m, '2 days ago', today, 14:03" },
	{ 'U', false, "uid", "USER", "only tasks of this user (name or number)" },
	{ 'Y', false, "user", "USER", "the same as --uid" },
	{ 'u', false, "unit", "NAME", "only tasks of this unit of systemd (a shell pattern)" },
	{ 'g', false, "cgroup", "PATH", "only tasks in this cgroup or below" },
	{ 'P', false, "parent", "PID", "only children of this process, now or at birth" },
	{ 's', false, "session", "ID", "only tasks of this login session" },
	{ 'N', false, "last", NULL, "the newest N that failed or were killed" },
	{ 'd', false, "dot", NULL, "print only the life-cycle diagram, for Graphviz" },
	{ 'O', false, "output", "FILE", "write the report to FILE instead of stderr" },
	{ 'r', true, "raw", NULL, "print raw values, separated by blanks" },
	{ 'n', true, "noheadings", NULL, "do not print headings" },
	{ 'J', true, "json", NULL, "print JSON" },
	{ 'R', false, "root", "DIR", "read the recording in DIR, not the running system" },
	{ 'b', false, "boot", "BOOT", "read what was recorded of a boot: 0, -1, ... or its ID" },
	{ 'D', true, "directory", "DIR", "the recordings are in DIR, not in /var/lib/lifecycle" },
	{ '1', false, "once", NULL, "record what there is, and end" },
	{ 'M', false, "max-size", "SIZE", "delete the oldest beyond this size (default 200M)" },
	{ 'A', false, "max-age", "TIME", "delete what is older (default 30d)" },
	{ 'h', true, "help", NULL, "print this help and exit" },
	{ 'V', true, "version", NULL, "print the version and exit" },
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
		snprintf(left, sizeof(left), "%c%c%c --%s%s%s", options[i].is_short ? '-' : ' ',
			 options[i].is_short ? options[i].letter : ' ',
			 options[i].is_short ? ',' : ' ', options[i].name,
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
			.val = options[i].letter,
		};
		if (!options[i].is_short)
			continue;
		*letters++ = options[i].letter;
		if (options[i].arg)
			*letters++ = ':';
	}
	*letters = '\0';
	memset(longs, 0, sizeof(*longs));
}

/* Options without an argument, each a flag in struct lct_options. */
static bool *flag_of(struct lct_options *opt, int c)
{
	switch (c) {
	case 'L':
		return &opt->threads;
	case 'l':
		return &opt->living;
	case 'x':
		return &opt->failed;
	case 'w':
		return &opt->wait;
	case 'd':
		return &opt->dot;
	case 'N':
		return &opt->last;
	case '1':
		return &opt->once;
	case 'r':
		return &opt->raw;
	case 'n':
		return &opt->noheadings;
	case 'J':
		return &opt->json;
	}
	return NULL;
}

static const char **text_of(struct lct_options *opt, int c)
{
	switch (c) {
	case 'O':
		return &opt->output;
	case 'C':
		return &opt->class;
	case 'c':
		return &opt->comm;
	case 'W':
		return &opt->cause;
	case 'K':
		return &opt->killer;
	case 'S':
		return &opt->since;
	case 'U':
	case 'Y':
		return &opt->uid;
	case 'u':
		return &opt->unit;
	case 'g':
		return &opt->cgroup;
	case 'P':
		return &opt->parent;
	case 's':
		return &opt->session;
	case 'R':
		return &opt->root;
	case 'b':
		return &opt->boot;
	case 'D':
		return &opt->directory;
	case 'M':
		return &opt->max_size;
	case 'A':
		return &opt->max_age;
	}
	return NULL;
}

static int take(struct lct_options *opt, int c, char **argv, const char **list)
{
	const char **text = text_of(opt, c);
	bool *flag = flag_of(opt, c);

	if (flag)
		*flag = true;
	else if (text)
		*text = optarg;
	else if (c == 'o')
		*list = optarg;
	if (flag || text || c == 'o')
		return 0;
	switch (c) {
	case 'p':
		return add_pids(opt, optarg);
	case ':':
		return lct_options_misuse(opt, "option '%s' requires an argument",
					  argv[optind - 1]);
	}
	if (optopt > 0 && optopt < 128 && argv[optind - 1][1] != '-')
		return lct_options_misuse(opt, "unknown option '-%c'", optopt);
	return lct_options_misuse(opt, "option '%s' is unknown or ambiguous, or takes no argument",
				  argv[optind - 1]);
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
	const char *list = NULL;
	int c;

	prepare(opt->command, letters, longs);
	/* 0, not 1, resets getopt, which has parsed the global options. */
	optind = 0;
	opterr = 0;
	*status = 0;
	while ((c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		if (c == 'h')
			lct_options_usage(opt->command);
		else if (c == 'V')
			lct_options_version();
		else
			*status = take(opt, c, argv, &list);
		if (*status || c == 'h' || c == 'V')
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
		*status = lct_column_select(opt, list);
	return *status ? LCT_OPTIONS_DONE : 0;
}
