// SPDX-License-Identifier: GPL-2.0
/* Kills of the kernel's OOM killer, and the columns that tell of them. */
#include <stdio.h>

#include "column/column_sets.h"
#include "column/format.h"
#include "task/oom_kill.h"

#define COLUMN(name, kind, help)	{ #name, LC_KIND_##kind, help },
static const struct lc_column columns[LC_OOM_COLUMN_NR] = {
	LC_OOM_COLUMNS(COLUMN, COLUMN)
};

const struct lc_catalog lc_oom_catalog = {
	.columns = columns,
	.nr = LC_OOM_COLUMN_NR,
	.nr_kernel = LC_OOM_COLUMN_KERNEL_NR,
	.sets = lc_no_sets,
};

/**
 * lc_oom_read() - a row of the module's table as a kill
 * @kill:	the kill, which points into the table
 * @t:		the table
 * @row:	number of the row
 */
void lc_oom_read(struct lc_kill *kill, const struct lc_table *t, size_t row)
{
	int i;

	for (i = 0; i < LC_OOM_COLUMN_KERNEL_NR; i++)
		kill->cell[i] = lc_table_cell(t, row, lc_table_column(t, columns[i].name));
}

/**
 * lc_oom_number() - a number of the module's columns
 * @kill:	the kill
 * @id:		the column
 * @value:	the number, untouched where there is none
 *
 * Return: false where it is unknown.
 */
bool lc_oom_number(const struct lc_kill *kill, enum lc_oom_column_id id, int64_t *value)
{
	return lc_cell_number(kill->cell[id], value);
}

static void derive_gone_after(const struct lc_kill *kill, struct lc_value *value)
{
	int64_t at, gone;

	value->present = lc_oom_number(kill, LC_OOM_COLUMN_at_ns, &at) &&
			 lc_oom_number(kill, LC_OOM_COLUMN_gone_ns, &gone);
	if (value->present)
		value->number = gone - at;
}

static void derive_rss(const struct lc_kill *kill, struct lc_value *value)
{
	int64_t anon, file, shmem;

	value->present = lc_oom_number(kill, LC_OOM_COLUMN_rss_anon_bytes, &anon) &&
			 lc_oom_number(kill, LC_OOM_COLUMN_rss_file_bytes, &file) &&
			 lc_oom_number(kill, LC_OOM_COLUMN_rss_shmem_bytes, &shmem);
	if (value->present)
		value->number = anon + file + shmem;
}

static void derive_trigger(const struct lc_kill *kill, struct lc_value *value)
{
	const char *name = kill->cell[LC_OOM_COLUMN_trigger_comm];
	char comm[LC_CELL_TEXT] = "";
	int64_t pid = 0;

	lc_oom_number(kill, LC_OOM_COLUMN_trigger_pid, &pid);
	/* A pid of 0 without a name: the reader may not see it. */
	value->present = pid || name;
	if (name)
		lc_cell_unescape(name, comm, sizeof(comm));
	if (kill->cell[LC_OOM_COLUMN_trigger_pid])
		snprintf(value->text, sizeof(value->text), "%s[%lld]", comm, (long long)pid);
	else
		snprintf(value->text, sizeof(value->text), "%s", comm);
}

/**
 * lc_oom_value() - the value of a column
 * @id:		the column
 * @kill:	of this kill
 * @value:	the value, not yet formatted
 */
void lc_oom_value(enum lc_oom_column_id id, const struct lc_kill *kill, struct lc_value *value)
{
	value->present = false;
	value->number = 0;
	value->text[0] = '\0';
	if (id == LC_OOM_COLUMN_gone_after_ns)
		derive_gone_after(kill, value);
	else if (id == LC_OOM_COLUMN_trigger)
		derive_trigger(kill, value);
	else if (id == LC_OOM_COLUMN_rss_bytes)
		derive_rss(kill, value);
	else
		lc_form_read(columns[id].kind, kill->cell[id], value);
}

/**
 * lc_oom_format() - the value of a column, ready to print
 * @id:		the column
 * @form:	for whom
 * @kill:	of this kill
 * @view:	seen so
 * @out:	the text; `-` where there is no value
 * @room:	size of @out, 2 * LC_CELL_ESCAPED is enough for what the module writes
 *
 * Return: false where there is no value.
 */
bool lc_oom_format(enum lc_oom_column_id id, enum lc_form form, const struct lc_kill *kill,
		   const struct lc_view *view, char *out, size_t room)
{
	struct lc_value value;

	/* What the module wrote is passed on as it is, to the letter. */
	if (form == LC_FORM_RAW && id < LC_OOM_COLUMN_gone_after_ns) {
		lc_cell_copy(kill->cell[id] ? kill->cell[id] : "-", out, room);
		return kill->cell[id];
	}
	lc_oom_value(id, kill, &value);
	if (!value.present)
		snprintf(out, room, "-");
	else
		lc_form_print(columns[id].kind, form, &view->clock, &value, out, room);
	return value.present;
}

/**
 * lc_oom_members() - write columns of a kill into an open JSON object
 * @json:	the output
 * @kill:	the kill
 * @ids:	the columns
 * @n:		how many
 */
void lc_oom_members(struct lc_json *json, const struct lc_kill *kill, const int *ids, size_t n)
{
	const struct lc_view view = { 0 };
	char text[2 * LC_CELL_ESCAPED];
	size_t j;

	for (j = 0; j < n; j++) {
		const struct lc_column *column = &columns[ids[j]];

		if (!lc_oom_format(ids[j], LC_FORM_JSON, kill, &view, text, sizeof(text)))
			lc_json_literal(json, column->name, "null");
		else if (lc_form_is_literal(column->kind))
			lc_json_literal(json, column->name, text);
		else
			lc_json_string(json, column->name, text);
	}
}
