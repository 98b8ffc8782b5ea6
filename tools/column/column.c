// SPDX-License-Identifier: GPL-2.0
/* The table of columns, and a value's way from a task to its form. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "column/column.h"
#include "column/column_sets.h"
#include "column/format.h"
#include "column/hist.h"
#include "task/task.h"

#define KERNEL(name, kind, help)	{ #name, LC_KIND_##kind, help, NULL },
#define DERIVED(name, kind, help)	{ #name, LC_KIND_##kind, help, lc_derive_##name },
const struct lc_column lc_columns[LC_COLUMN_NR] = {
	LC_COLUMNS(KERNEL, DERIVED)
};

const struct lc_catalog lc_task_catalog = {
	.columns = lc_columns,
	.nr = LC_COLUMN_NR,
	.nr_kernel = LC_COLUMN_KERNEL_NR,
	.sets = lc_sets,
};

/**
 * lc_column_find() - find a column by its name or heading
 * @catalog:	the columns there are
 * @name:	in any case, with or without a final _ns or _bytes
 * @len:	its length
 *
 * Return: the column, or -1.
 */
int lc_column_find(const struct lc_catalog *catalog, const char *name, size_t len)
{
	int i, found = -1;

	for (i = 0; i < catalog->nr; i++) {
		const char *s = catalog->columns[i].name;

		if (strncasecmp(s, name, len))
			continue;
		/* `user` is a column, and not what is left of user_ns. */
		if (strlen(s) == len)
			return i;
		if (lc_form_stem(s) == len)
			found = i;
	}
	return found;
}

/**
 * lc_column_heading() - what stands above a column
 * @catalog:	the columns there are
 * @id:		the column
 * @out:	its name in capitals, less _ns and _bytes as the cells name their unit,
 *		unless another column has that name
 * @room:	size of @out
 */
void lc_column_heading(const struct lc_catalog *catalog, int id, char *out, size_t room)
{
	const char *name = catalog->columns[id].name;
	size_t i, n = lc_form_stem(name);

	if (lc_column_find(catalog, name, n) != id)
		n = strlen(name);
	for (i = 0; i < n && i + 1 < room; i++)
		out[i] = toupper((unsigned char)name[i]);
	out[i] = '\0';
}

/**
 * lc_column_unit() - in a word, what -r and -J print in a column
 * @id:		the column
 */
const char *lc_column_unit(enum lc_column_id id)
{
	return lc_form_unit(lc_columns[id].kind);
}

/**
 * lc_column_is_number() - is it a number, and set to the right
 * @id:		the column
 */
bool lc_column_is_number(enum lc_column_id id)
{
	return lc_form_is_number(lc_columns[id].kind);
}

/**
 * lc_column_is_literal() - does it stand in JSON without quotes
 * @id:		the column
 */
bool lc_column_is_literal(enum lc_column_id id)
{
	return lc_form_is_literal(lc_columns[id].kind);
}

/**
 * lc_column_value() - the value of a column
 * @id:		the column
 * @task:	of this task
 * @view:	seen so
 * @value:	the value, not yet formatted
 */
void lc_column_value(enum lc_column_id id, const struct lc_task *task,
		     const struct lc_view *view, struct lc_value *value)
{
	value->present = false;
	value->number = 0;
	value->text[0] = '\0';
	if (lc_columns[id].derive)
		lc_columns[id].derive(task, view, value);
	else
		lc_form_read(lc_columns[id].kind, task->cell[id], value);
	/* JSON takes it for an array: it had better be one. */
	if (lc_columns[id].kind == LC_KIND_COUNTS && value->present)
		value->present = lc_hist_parse(&(struct lc_hist){ 0 }, value->text);
}

/**
 * lc_column_format() - the value of a column, ready to print
 * @id:		the column
 * @form:	for whom
 * @task:	of this task
 * @view:	seen so
 * @out:	the text; `-` where there is no value
 * @room:	size of @out, LC_CELL_ESCAPED is enough for what the module writes
 *
 * Return: false where there is no value.
 */
bool lc_column_format(enum lc_column_id id, enum lc_form form, const struct lc_task *task,
		      const struct lc_view *view, char *out, size_t room)
{
	struct lc_value value;

	/* What the module wrote is passed on as it is, to the letter. */
	if (form == LC_FORM_RAW && !lc_columns[id].derive) {
		lc_cell_copy(task->cell[id] ? task->cell[id] : "-", out, room);
		return task->cell[id];
	}
	lc_column_value(id, task, view, &value);
	if (!value.present)
		snprintf(out, room, "-");
	else
		lc_form_print(lc_columns[id].kind, form, view ? &view->clock : NULL, &value, out,
			      room);
	return value.present;
}
