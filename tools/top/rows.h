/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_ROWS_H
#define LCT_TOP_ROWS_H

#include "text/cell.h"
#include "top/sample.h"

/* How long a dead process stays in the table, and from when on it fades. */
#define LCT_TOP_LINGER_NS	(10 * 1000000000LL)
#define LCT_TOP_FADE_NS		(3 * 1000000000LL)

enum lct_top_group {
	LCT_TOP_BY_PROCESS,
	LCT_TOP_BY_UNIT,
	LCT_TOP_BY_USER,
	LCT_TOP_BY_COMMAND,
	LCT_TOP_GROUP_NR
};

/**
 * struct lct_top_row - a process, a thread or a group of processes
 * @task:	the process or thread; of a group, one of it
 * @times:	its times in the interval; of a process those of all its threads
 * @run_ns:	its time on a CPU since its birth
 * @peak:	its largest resident size, 0 if unknown
 * @nr:		number of processes in the group
 * @dead:	number of dead ones among them
 * @dead_ns:	time since its death, if it is dead
 * @name:	name of the group, unescaped; "" for a process
 */
struct lct_top_row {
	const struct lct_task *task;
	struct lct_top_times times;
	int64_t run_ns;
	int64_t peak;
	size_t nr, dead;
	int64_t dead_ns;
	char name[LCT_CELL_TEXT];
};

/**
 * struct lct_top_rows - the rows of the table
 * @row:	the rows
 * @nr:		how many
 */
struct lct_top_rows {
	struct lct_top_row *row;
	size_t nr;
};

/**
 * struct lct_top_choice - which tasks to show, and how
 * @threads:	a row for each thread
 * @kernel:	kernel threads, too
 * @group:	what processes are put together by
 * @text:	show only processes whose name, program, arguments or unit contains this; "" for all
 * @has_uid, @uid: show only those of this user
 * @passes:	show only those for which this is true; NULL for all
 * @passes_arg:	its argument
 */
struct lct_top_choice {
	bool threads, kernel;
	enum lct_top_group group;
	char text[64];
	bool has_uid;
	int64_t uid;
	bool (*passes)(const void *arg, const struct lct_task *task);
	const void *passes_arg;
};

int lct_top_rows_make(struct lct_top_rows *rows, const struct lct_top_sample *s,
		      const struct lct_top_choice *choice);
bool lct_top_rows_wants(const struct lct_task *task, const struct lct_top_choice *choice);
bool lct_top_rows_contains(const struct lct_task *task, const char *text);
void lct_top_rows_free(struct lct_top_rows *rows);

void lct_top_group_rows(struct lct_top_rows *rows, enum lct_top_group group,
			const struct lct_view *view);

#endif
