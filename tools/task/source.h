/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_SOURCE_H
#define LC_SOURCE_H

#include "table/table.h"
#include "task/task.h"

#define LC_DIR_PROC	"/proc/lifecycle/"
#define LC_DIR_DEBUG	"/sys/kernel/debug/lifecycle/"

/**
 * struct lc_source - what has been read from the module's files
 * @living, @dead: the tables, which @tasks points into
 * @tasks:	their rows
 * @view:	the clock of `stats`
 */
struct lc_source {
	struct lc_table living, dead;
	struct lc_tasks tasks;
	struct lc_view view;
};

#define LC_READ_LIVING	1
#define LC_READ_DEAD	2
/* With the living: also the dead, if anybody died while those were read. */
#define LC_READ_DYING	4
/* Do not say that not all are seen. */
#define LC_READ_QUIETLY	8

int lc_source_open(const char *root, const char *dir, const char *file, int flags, int *status);
int lc_source_failed(const char *file, const struct lc_table *t, int ret);
int lc_source_table(const char *root, const char *file, struct lc_table *t);
int lc_source_values(const char *root, const char *file, struct lc_table *t);
void lc_source_clock(const char *root, struct lc_clock *clock);
int lc_source_load(struct lc_source *s, const char *root, int what);
void lc_source_free(struct lc_source *s);
int lc_source_forgotten(const char *root);
void lc_source_unknown(const char *root, const char *what, int64_t pid);
bool lc_source_has(const char *root, const char *file);
void lc_source_confess(const char *root);

#endif
