// SPDX-License-Identifier: GPL-2.0
/* A value's way from a task to its form. */
#include <stdio.h>

#include "column/format.h"
#include "column/hist.h"
#include "task/derive.h"
#include "task/value.h"

/* They stand behind the module's columns, in this order. */
#define DERIVED(name, kind, help)	lc_derive_##name,
static lc_derive_fn * const derive[] = { LC_COLUMNS(LC_COLUMN_NONE, DERIVED) };

static bool is_derived(enum lc_column_id id)
{
	return id >= LC_COLUMN_KERNEL_NR;
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
	if (is_derived(id))
		derive[id - LC_COLUMN_KERNEL_NR](task, view, value);
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
	if (form == LC_FORM_RAW && !is_derived(id)) {
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
