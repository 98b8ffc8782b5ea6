/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_COLUMN_H
#define LCT_COLUMN_H

#include <stdbool.h>
#include <stddef.h>

#include "column/derived.h"
#include "column/format.h"
#include "uapi/columns.h"

/*
 * Every column of a task: those of the module, in the order of its list, then those that
 * the tool derives from them.
 */
#define LCT_COLUMN_ENUM(name, kind, sets, help)	LCT_COLUMN_##name,
enum lct_column_id {
	LC_TASK_COLUMNS(LCT_COLUMN_ENUM)
	LCT_DERIVED_COLUMNS(LCT_COLUMN_ENUM)
	LCT_COLUMN_NR
};

/* The module's columns come first, so that they can index an array. */
#define LCT_COLUMN_KERNEL_NR	((int)LCT_COLUMN_life_ns)

/**
 * struct lct_column - one column
 * @name:	as in the module's files, -o and JSON
 * @kind:	kind of its values
 * @sets:	names of the sets that it is part of, separated by blanks; a ? after one
 *		if it is shown there only where some row has a value other than 0
 * @help:	what it is, in a few words
 */
struct lct_column {
	const char *name;
	enum lc_kind kind;
	const char *sets;
	const char *help;
};

/* Expands a list of columns to array elements. */
#define LCT_COLUMN(name, kind, sets, help)	{ #name, LC_KIND_##kind, sets, help },

extern const struct lct_column lct_columns[LCT_COLUMN_NR];

struct lct_column_set;

/**
 * struct lct_catalog - the columns that a command's -o accepts
 * @columns:	the columns
 * @nr:		how many
 * @nr_kernel:	how many of these are the module's; they come first
 * @sets:	named sets of them, the last without a name
 */
struct lct_catalog {
	const struct lct_column *columns;
	int nr;
	int nr_kernel;
	const struct lct_column_set *sets;
};

extern const struct lct_catalog lct_task_catalog;

int lct_column_find(const struct lct_catalog *catalog, const char *name, size_t len);
void lct_column_heading(const struct lct_catalog *catalog, int id, char *out, size_t room);
const char *lct_column_unit(enum lct_column_id id);
bool lct_column_is_number(enum lct_column_id id);
bool lct_column_is_literal(enum lct_column_id id);

#endif
