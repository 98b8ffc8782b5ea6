/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_COMMAND_H
#define LCT_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "column/column.h"

struct lct_command;

#define LCT_PIDS_MAX	256
#define LCT_ORDER_MAX	8

/**
 * struct lct_order - a column to sort by
 * @id:		the column
 * @descending:	the greatest first
 */
struct lct_order {
	int id;
	bool descending;
};

/**
 * struct lct_options - what the user asked for
 * @commands:	all commands; the last has no name
 * @command:	the one to run
 * @root:	root folder of a recording, NULL for this machine
 * @boot:	read what has been recorded of this boot; then @root is its folder
 * @directory:	archive of the recordings, NULL for the default
 * @once, @max_size, @max_age: record, see recorder.h
 * @raw, @noheadings, @json: form of the output
 * @list:	columns, as given with -o; @sort and @limit_text likewise
 * @follow:	dead: wait for more
 * @relative:	follow: times since the first event
 * @events:	follow: only these kinds
 * @slow:	follow: only waits for a CPU that are as long
 * @threads:	rows for threads, not only for processes
 * @kernel:	ps, top: list kernel threads
 * @living:	tree: omit branches without living processes
 * @failed:	dead: omit tasks that exited with status 0
 * @wait:	run: wait for all descendants
 * @all:	run: do not gather tasks that are alike
 * @live:	run: print events meanwhile
 * @timeline:	run: print what happened to the command, in order
 * @dot:	show: only the diagram, for Graphviz
 * @output:	run: file for the report
 * @delay, @iterations, @batch: top, see top.h
 * @class:	latency: only this scheduling class
 * @comm:	processes whose names match this
 * @last:	why: the newest processes that did not end well
 * @state:	only tasks in these states
 * @cause, @killer, @since, @until: dead: only these, see filter.h
 * @uid, @unit, @cgroup, @parent, @session: likewise, in each list of tasks
 * @columns:	the @ncolumns selected columns of the command's catalog
 * @optional:	columns to omit if all rows have 0 or no value
 * @order:	the @norder columns to sort by; in the command's own order if 0
 * @limit:	most rows to print, 0 for all
 * @pids:	only these PIDs, unless @npids is 0
 * @args, @nargs: arguments after the options
 */
struct lct_options {
	const struct lct_command *commands, *command;
	const char *root, *boot, *directory, *max_size, *max_age;
	bool once, raw, noheadings, json, threads, kernel, living, failed, wait, dot, last;
	bool batch, relative, follow, all, live, timeline;
	const char *delay, *iterations;
	const char *list, *sort, *limit_text;
	const char *output, *class, *comm, *state, *cause, *killer, *since, *until;
	const char *events, *slow, *uid, *unit, *cgroup, *parent, *session;
	size_t ncolumns;
	int columns[LCT_COLUMN_NR];
	bool optional[LCT_COLUMN_NR];
	size_t norder;
	struct lct_order order[LCT_ORDER_MAX];
	int64_t limit;
	size_t npids;
	int64_t pids[LCT_PIDS_MAX];
	char **args;
	int nargs;
};

/**
 * struct lct_command - one command of the tool
 * @name:	its name
 * @run:	runs it; returns the exit status
 * @synopsis:	its arguments on the usage line
 * @help:	its purpose, in a line
 * @accepts:	letters of its options; a leading '+' ends the options at the
 *		first argument
 * @columns:	default columns; one with a leading `?` is shown only if some
 *		row has a nonzero value
 * @catalog:	all its columns; NULL for those of tasks
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
