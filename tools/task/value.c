// SPDX-License-Identifier: GPL-2.0
/* Getting and formatting the value of a task's column. */
#include <stdio.h>

#include "column/format.h"
#include "column/hist.h"
#include "task/derive.h"
#include "task/value.h"

/* They follow the module's columns, in this order. */
static lct_derive_fn * const derive[] = { LCT_DERIVED_COLUMNS(LCT_DERIVE_POINTER) };

static bool is_derived(enum lct_column_id id)
{
	return id >= LCT_COLUMN_KERNEL_NR;
}

/**
 * lct_value_get() - get the value of a column
 * @id:		the column
 * @task:	the task
 * @view:	clock and base of the times
 * @value:	the value, not yet formatted
 */
void lct_value_get(enum lct_column_id id, const struct lct_task *task,
		   const struct lct_view *view, struct lct_value *value)
{
	value->present = false;
	value->number = 0;
	value->text[0] = '\0';
	if (is_derived(id))
		derive[id - LCT_COLUMN_KERNEL_NR](task, view, value);
	else
		lct_format_read(lct_columns[id].kind, task->cell[id], value);
	/* JSON prints it as an array: check that it is one. */
	if (lct_columns[id].kind == LC_KIND_COUNTS && value->present)
		value->present = lct_hist_parse(&(struct lct_hist){ 0 }, value->text);
}

/**
 * lct_value_format() - format the value of a column
 * @id:		the column
 * @form:	human, raw or JSON
 * @task:	the task
 * @view:	clock and base of the times
 * @out:	the text; `-` if there is no value
 * @room:	size of @out, LCT_CELL_ESCAPED is enough for what the module writes
 *
 * Return: false if there is no value.
 */
bool lct_value_format(enum lct_column_id id, enum lct_form form, const struct lct_task *task,
		      const struct lct_view *view, char *out, size_t room)
{
	struct lct_value value;

	/* Copy what the module wrote unchanged. */
	if (form == LCT_FORM_RAW && !is_derived(id)) {
		lct_cell_copy(task->cell[id] ? task->cell[id] : "-", out, room);
		return task->cell[id];
	}
	lct_value_get(id, task, view, &value);
	if (!value.present)
		snprintf(out, room, "-");
	else
		lct_format_print(lct_columns[id].kind, form, view ? &view->clock : NULL, &value,
				 out, room);
	return value.present;
}
