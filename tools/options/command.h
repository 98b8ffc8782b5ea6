/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_COMMAND_H
#define LCT_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "column/column.h"

struct lct_command;

#define LCT_PIDS_MAX	256

/**
 * struct lct_options - what the user asked for
 * @commands:	all commands; the last has no name
 * @command:	the one to run
 * @root:	folder that stands for /, NULL for the machine itself
 * @raw, @noheadings, @json: form of the output
 * @threads:	rows for threads, not only for processes
 * @living:	tree: leave out branches where nobody lives
 * @failed:	dead: leave out those that exited with 0
 * @wait:	run: wait for all descendants
 * @dot:	show: only the diagram, for Graphviz
 * @output:	run: file for the story
 * @class:	latency: only this scheduling class
 * @comm:	latency, dead: processes whose names match this
 * @cause, @killer, @since, @uid: dead: only these, see filter.h
 * @columns:	what to show out of the command's catalog, @ncolumns of them
 * @optional:	columns to leave out where nobody has a value but 0 there
 * @pids:	only these, if @npids
 * @args, @nargs: what follows the options
 */
struct lct_options {
	const struct lct_command *commands, *command;
	const char *root;
	bool raw, noheadings, json, threads, living, failed, wait, dot;
	const char *output, *class, *comm, *cause, *killer, *since, *uid;
	size_t ncolumns;
	int columns[LCT_COLUMN_NR];
	bool optional[LCT_COLUMN_NR];
	size_t npids;
	int64_t pids[LCT_PIDS_MAX];
	char **args;
	int nargs;
};

/**
 * struct lct_command - one command of the tool
 * @name:	what it is called by
 * @run:	does it; returns the exit status
 * @synopsis:	what follows the options on its usage line
 * @help:	what it does, in a line
 * @accepts:	the options it takes, by short letter; '+' first: options end
 *		at the first word that is none
 * @columns:	shown when not told otherwise; one with a `?` in front only
 *		where somebody has a value other than 0
 * @catalog:	the columns that there are; NULL for those of tasks
 */
struct lct_command {
	const char *name;
	int (*run)(const struct lct_options *opt);
	const char *synopsis;
	const char *help;
	const char *accepts;
	const char *columns;
	const struct lct_catalog *catalog;
};

#endif
