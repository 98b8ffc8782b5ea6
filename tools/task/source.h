/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SOURCE_H
#define LCT_SOURCE_H

#include <time.h>

#include "table/table.h"
#include "task/task.h"

#define LCT_DIR_PROC	"/proc/lifecycle/"
#define LCT_DIR_DEBUG	"/sys/kernel/debug/lifecycle/"

/**
 * struct lct_source - what has been read from the module's files
 * @living, @dead: the tables, which @tasks points into
 * @tasks:	their rows
 * @view:	the clock of `stats`
 */
struct lct_source {
	struct lct_table living, dead;
	struct lct_tasks tasks;
	struct lct_view view;
};

#define LCT_READ_LIVING	1
#define LCT_READ_DEAD	2
/* With the living: also the dead, if a task died while the living were read. */
#define LCT_READ_RACING_DEATHS	4
/* Do not warn that the list is restricted. */
#define LCT_READ_QUIETLY	8

int lct_source_open(const char *root, const char *dir, const char *file, int flags, int *status);
int lct_source_failed(const char *file, const struct lct_table *t, int ret);
int lct_source_table(const char *root, const char *file, struct lct_table *t);
int lct_source_values(const char *root, const char *file, struct lct_table *t);
void lct_source_clock(const char *root, struct lct_clock *clock);
int lct_source_load_since(struct lct_source *s, const char *root, time_t since, int what);
int lct_source_load(struct lct_source *s, const char *root, int what);
void lct_source_free(struct lct_source *s);
int lct_source_warn_evicted(const char *root);
void lct_source_unknown(const char *root, const char *what, int64_t pid);
bool lct_source_has(const char *root, const char *file);

#endif
