// SPDX-License-Identifier: GPL-2.0
/* lifecycle: print what the lifecycle kernel module has recorded. */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/recordings.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "cmd/help.h"
#include "options/options.h"
#include "text/warn.h"

static int misuse(const char *what, const char *word)
{
	lct_warn("%s%s", what, word);
	fprintf(stderr, "Try 'lifecycle --help'.\n");
	return LCT_EXIT_USAGE;
}

/* A failed write to stdout is a failure of the command. */
static int finish(int status)
{
	if ((ferror(stdout) || fflush(stdout)) && !status) {
		lct_warn("cannot write the output");
		return EXIT_FAILURE;
	}
	return status;
}

/* A boot is the root folder of its recording. */
static int find_boot(struct lct_options *opt, char **root)
{
	int status;

	if (!opt->boot && opt->directory && strchr(opt->command->accepts, 'b') &&
	    opt->command->run != lct_cmd_panic)
		return lct_options_misuse(opt, "--directory needs --boot");
	if (!opt->boot)
		return 0;
	if (opt->root)
		return lct_options_misuse(opt, "--root and --boot are mutually exclusive");
	status = lct_recordings_find(opt->directory ? opt->directory : LCT_ARCHIVE, opt->boot,
				     root);
	opt->root = *root;
	return status;
}

static int run_command(struct lct_options *opt, int argc, char **argv)
{
	char *root = NULL;
	int status;

	opt->command = lct_options_command(lct_commands, argv[0]);
	if (!opt->command)
		return lct_help_unknown(lct_commands, argv[0]);
	if (lct_options_parse(opt, argc, argv, &status))
		return status;
	if (opt->root && !strchr(opt->command->accepts, 'R'))
		return lct_options_misuse(opt, "--root is not supported by this command");
	if (opt->boot && !strchr(opt->command->accepts, 'b'))
		return lct_options_misuse(opt, "--boot is not supported by this command");
	status = find_boot(opt, &root);
	if (!status)
		status = opt->command->run(opt);
	free(root);
	return status;
}

int main(int argc, char **argv)
{
	static const struct option longs[] = {
		{ "root", required_argument, NULL, 'R' },
		{ "boot", required_argument, NULL, 'b' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 },
	};
	struct lct_options opt = { .commands = lct_commands };
	int c;

	setlocale(LC_ALL, "");
	opterr = 0;
	while ((c = getopt_long(argc, argv, "+:hV", longs, NULL)) != -1) {
		switch (c) {
		case 'R':
			opt.root = optarg;
			break;
		case 'b':
			opt.boot = optarg;
			break;
		case 'h':
			lct_help_commands(lct_commands);
			return finish(EXIT_SUCCESS);
		case 'V':
			lct_options_version();
			return finish(EXIT_SUCCESS);
		case ':':
			return misuse("missing argument of ", argv[optind - 1]);
		default:
			return misuse("unknown option ", argv[optind - 1]);
		}
	}
	if (optind == argc)
		return misuse("missing command", "");
	return finish(run_command(&opt, argc - optind, argv + optind));
}
