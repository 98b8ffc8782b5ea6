// SPDX-License-Identifier: GPL-2.0
/* The table of columns, and a value's way from a task to its form. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "column.h"
#include "hist.h"
#include "safe.h"
#include "task.h"

#define KERNEL(name, kind, help)	{ #name, LC_KIND_##kind, help, NULL },
#define DERIVED(name, kind, help)	{ #name, LC_KIND_##kind, help, lc_derive_##name },
const struct lc_column lc_columns[LC_COLUMN_NR] = {
	LC_COLUMNS(KERNEL, DERIVED)
};

/* Length of a name without the unit, which its heading does without too. */
static size_t stem(const char *name)
{
	size_t n = strlen(name);

	return n > 3 && !strcmp(name + n - 3, "_ns") ? n - 3 : n;
}

/**
 * lc_column_find() - find a column by its name or heading
 * @name:	in any case, with or without a final _ns
 * @len:	its length
 *
 * Return: the column, or -1.
 */
int lc_column_find(const char *name, size_t len)
{
	int i;

	for (i = 0; i < LC_COLUMN_NR; i++) {
		const char *s = lc_columns[i].name;

		if ((strlen(s) == len || stem(s) == len) && !strncasecmp(s, name, len))
			return i;
	}
	return -1;
}

/**
 * lc_column_heading() - what stands above a column
 * @id:		the column
 * @out:	its name in capitals, less _ns as the cells name their unit
 * @room:	size of @out
 */
void lc_column_heading(enum lc_column_id id, char *out, size_t room)
{
	const char *name = lc_columns[id].name;
	size_t i, n = stem(name);

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
	switch (lc_columns[id].kind) {
	case LC_KIND_NUMBER:
		return "number";
	case LC_KIND_DURATION:
		return "ns";
	case LC_KIND_POINT:
		return "ns, monotonic";
	case LC_KIND_PERCENT:
		return "percent";
	case LC_KIND_WORD:
		return "word";
	case LC_KIND_COUNTS:
		return "counts";
	case LC_KIND_TEXT:
		break;
	}
	return "text";
}

/**
 * lc_column_is_number() - is it a number, and set to the right
 * @id:		the column
 */
bool lc_column_is_number(enum lc_column_id id)
{
	return lc_columns[id].kind != LC_KIND_WORD && lc_columns[id].kind != LC_KIND_TEXT &&
	       lc_columns[id].kind != LC_KIND_COUNTS;
}

/**
 * lc_column_is_literal() - does it stand in JSON without quotes
 * @id:		the column
 */
bool lc_column_is_literal(enum lc_column_id id)
{
	return lc_column_is_number(id) || lc_columns[id].kind == LC_KIND_COUNTS;
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
	else if (lc_column_is_number(id))
		value->present = lc_task_number(task, id, &value->number);
	else
		value->present = lc_task_text(task, id, value->text, sizeof(value->text));
	/* JSON takes it for an array: it had better be one. */
	if (lc_columns[id].kind == LC_KIND_COUNTS && value->present)
		value->present = lc_hist_parse(&(struct lc_hist){ 0 }, value->text);
}

static void format_human(enum lc_column_id id, const struct lc_view *view,
			 const struct lc_value *value, char *out, size_t room)
{
	switch (lc_columns[id].kind) {
	case LC_KIND_NUMBER:
		snprintf(out, room, "%lld", (long long)value->number);
		break;
	case LC_KIND_DURATION:
		lc_clock_duration(value->number, out, room);
		break;
	case LC_KIND_POINT:
		lc_clock_point(&view->clock, value->number, out, room);
		break;
	case LC_KIND_PERCENT:
		snprintf(out, room, "%lld.%lld%%", (long long)value->number / 10,
			 (long long)value->number % 10);
		break;
	case LC_KIND_TEXT:
		/* What would look like nothing, or like the sign for it. */
		if (!value->text[0] || !strcmp(value->text, "-")) {
			lc_cell_escape(value->text, out, room);
			break;
		}
		/* fallthrough */
	case LC_KIND_WORD:
	case LC_KIND_COUNTS:
		lc_safe_terminal(value->text, out, room);
		break;
	}
}

static void format_plain(enum lc_column_id id, enum lc_form form, const struct lc_value *value,
			 char *out, size_t room)
{
	if (lc_columns[id].kind == LC_KIND_PERCENT)
		snprintf(out, room, "%lld.%lld", (long long)value->number / 10,
			 (long long)value->number % 10);
	else if (lc_column_is_number(id))
		snprintf(out, room, "%lld", (long long)value->number);
	else if (lc_columns[id].kind == LC_KIND_COUNTS)
		snprintf(out, room, "[%s]", value->text);
	else if (form == LC_FORM_JSON)
		lc_safe_utf8(value->text, out, room);
	else
		lc_cell_escape(value->text, out, room);
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
		snprintf(out, room, "%s", task->cell[id] ? task->cell[id] : "-");
		return task->cell[id];
	}
	lc_column_value(id, task, view, &value);
	if (!value.present)
		snprintf(out, room, "-");
	else if (form == LC_FORM_HUMAN)
		format_human(id, view, &value, out, room);
	else
		format_plain(id, form, &value, out, room);
	return value.present;
}
