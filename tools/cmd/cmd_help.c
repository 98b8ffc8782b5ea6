// SPDX-License-Identifier: GPL-2.0
/* lifecycle help: the list of commands, or the help of one. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/help.h"
#include "text/nearest.h"
#include "text/warn.h"

/**
 * lct_help_commands() - print the help of the tool on stdout
 * @commands: all commands
 */
void lct_help_commands(const struct lct_command *commands)
{
	const struct lct_command *c;

	printf("Usage: lifecycle [--root DIR | --boot BOOT] COMMAND [OPTION...] [ARG...]\n\n"
	       "Report the life and death of tasks, as recorded by the lifecycle kernel module.\n\n"
	       "Commands:\n");
	for (c = commands; c->name; c++)
		printf("  %-9s %s\n", c->name, c->help);
	printf("\nOptions:\n"
	       "      --root DIR  read the recording in DIR, not the running system\n"
	       "      --boot BOOT read what was recorded of a boot: 0, -1, ... or its ID\n"
	       "  -h, --help      print this help and exit\n"
	       "  -V, --version   print the version and exit\n\n"
	       "For the options of a command, run 'lifecycle COMMAND --help'.\n"
	       "For details see lifecycle(1) and lifecycle(5).\n");
}

/**
 * lct_help_unknown() - report an unknown command
 * @commands:	all commands
 * @name:	what was given
 *
 * Return: the exit status for it.
 */
int lct_help_unknown(const struct lct_command *commands, const char *name)
{
	const struct lct_command *c;
	struct lct_nearest nearest;

	lct_nearest_begin(&nearest, name, strlen(name));
	for (c = commands; c->name; c++)
		lct_nearest_try(&nearest, c->name, strlen(c->name));
	if (nearest.best)
		lct_warn("unknown command '%s'; the nearest is '%s'", name, nearest.best);
	else
		lct_warn("unknown command '%s'", name);
	fprintf(stderr, "Try 'lifecycle --help'.\n");
	return LCT_EXIT_USAGE;
}

int lct_cmd_help(const struct lct_options *opt)
{
	const struct lct_command *of;

	if (!opt->nargs) {
		lct_help_commands(opt->commands);
		return 0;
	}
	if (opt->nargs > 1)
		return lct_options_misuse(opt, "at most one command");
	of = lct_options_command(opt->commands, opt->args[0]);
	if (!of)
		return lct_help_unknown(opt->commands, opt->args[0]);
	lct_options_usage(of);
	return 0;
}
