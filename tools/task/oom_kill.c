// SPDX-License-Identifier: GPL-2.0
/* OOM kills and their columns. */
#include <stdio.h>
#include <string.h>

#include "column/column_sets.h"
#include "column/format.h"
#include "task/oom_kill.h"
#include "text/systemd.h"

static const struct lct_column columns[LCT_OOM_COLUMN_NR] = {
	LC_OOM_COLUMNS(LCT_COLUMN)
	LCT_OOM_DERIVED_COLUMNS(LCT_COLUMN)
};

const struct lct_catalog lct_oom_catalog = {
	.columns = columns,
	.nr = LCT_OOM_COLUMN_NR,
	.nr_kernel = LCT_OOM_COLUMN_KERNEL_NR,
	.sets = lct_column_sets_none,
};

/**
 * lct_oom_kill_read() - read a kill from a row of the module's table
 * @kill:	the kill, which points into the table
 * @t:		the table
 * @row:	number of the row
 */
void lct_oom_kill_read(struct lct_oom_kill *kill, const struct lct_table *t, size_t row)
{
	int i;

	for (i = 0; i < LCT_OOM_COLUMN_KERNEL_NR; i++)
		kill->cell[i] = lct_table_cell(t, row, lct_table_column(t, columns[i].name));
}

/**
 * lct_oom_kill_number() - get a number from a column of the module
 * @kill:	the kill
 * @id:		the column
 * @value:	the number, unchanged if there is none
 *
 * Return: false if it is unknown.
 */
bool lct_oom_kill_number(const struct lct_oom_kill *kill, enum lct_oom_column_id id, int64_t *value)
{
	return lct_cell_number(kill->cell[id], value);
}

/**
 * lct_oom_kill_is_word() - check for a word in a column of the module
 * @kill:	the kill
 * @id:		the column
 * @word:	the word
 */
bool lct_oom_kill_is_word(const struct lct_oom_kill *kill, enum lct_oom_column_id id,
			  const char *word)
{
	return kill->cell[id] && !strcmp(kill->cell[id], word);
}

static void derive_freed_after(const struct lct_oom_kill *kill, struct lct_value *value)
{
	int64_t killed, freed;

	value->present = lct_oom_kill_number(kill, LCT_OOM_COLUMN_killed_ns, &killed) &&
			 lct_oom_kill_number(kill, LCT_OOM_COLUMN_freed_ns, &freed);
	if (value->present)
		value->number = freed - killed;
}

static void derive_rss(const struct lct_oom_kill *kill, struct lct_value *value)
{
	int64_t anon, file, shmem;

	value->present = lct_oom_kill_number(kill, LCT_OOM_COLUMN_rss_anon_bytes, &anon) &&
			 lct_oom_kill_number(kill, LCT_OOM_COLUMN_rss_file_bytes, &file) &&
			 lct_oom_kill_number(kill, LCT_OOM_COLUMN_rss_shmem_bytes, &shmem);
	if (value->present)
		value->number = anon + file + shmem;
}

/* comm[pid]; the name alone, or a pid of 0, where the reader may not see more. */
static void derive_process(const struct lct_oom_kill *kill, enum lct_oom_column_id pid_id,
			   enum lct_oom_column_id comm_id, struct lct_value *value)
{
	const char *name = kill->cell[comm_id];
	char comm[LCT_CELL_TEXT] = "";
	int64_t pid = 0;

	lct_oom_kill_number(kill, pid_id, &pid);
	value->present = pid || name;
	if (name)
		lct_cell_unescape(name, comm, sizeof(comm));
	if (kill->cell[pid_id])
		snprintf(value->text, sizeof(value->text), "%s[%lld]", comm, (long long)pid);
	else
		snprintf(value->text, sizeof(value->text), "%s", comm);
}

static void derive_unit(const struct lct_oom_kill *kill, struct lct_value *value)
{
	char cgroup[LCT_CELL_TEXT];

	if (!kill->cell[LCT_OOM_COLUMN_cgroup])
		return;
	lct_cell_unescape(kill->cell[LCT_OOM_COLUMN_cgroup], cgroup, sizeof(cgroup));
	value->present = lct_systemd_unit(cgroup, value->text, sizeof(value->text));
}

/**
 * lct_oom_kill_value() - get the value of a column
 * @id:		the column
 * @kill:	the kill
 * @value:	the value, not yet formatted
 */
void lct_oom_kill_value(enum lct_oom_column_id id, const struct lct_oom_kill *kill,
			struct lct_value *value)
{
	value->present = false;
	value->number = 0;
	value->text[0] = '\0';
	if (id == LCT_OOM_COLUMN_freed_after_ns)
		derive_freed_after(kill, value);
	else if (id == LCT_OOM_COLUMN_unit)
		derive_unit(kill, value);
	else if (id == LCT_OOM_COLUMN_trigger)
		derive_process(kill, LCT_OOM_COLUMN_trigger_pid, LCT_OOM_COLUMN_trigger_comm,
			       value);
	else if (id == LCT_OOM_COLUMN_also_killer)
		derive_process(kill, LCT_OOM_COLUMN_also_killer_pid,
			       LCT_OOM_COLUMN_also_killer_comm, value);
	else if (id == LCT_OOM_COLUMN_rss_bytes)
		derive_rss(kill, value);
	else
		lct_format_read(columns[id].kind, kill->cell[id], value);
}

/**
 * lct_oom_kill_format() - format the value of a column
 * @id:		the column
 * @form:	human, raw or JSON
 * @kill:	the kill
 * @view:	clock and base of the times
 * @out:	the text; `-` if there is no value
 * @room:	size of @out, 2 * LCT_CELL_ESCAPED is enough for what the module writes
 *
 * Return: false if there is no value.
 */
bool lct_oom_kill_format(enum lct_oom_column_id id, enum lct_form form,
			 const struct lct_oom_kill *kill, const struct lct_view *view,
			 char *out, size_t room)
{
	struct lct_value value;

	/* Copy what the module wrote unchanged. */
	if (form == LCT_FORM_RAW && id < LCT_OOM_COLUMN_freed_after_ns) {
		lct_cell_copy(kill->cell[id] ? kill->cell[id] : "-", out, room);
		return kill->cell[id];
	}
	lct_oom_kill_value(id, kill, &value);
	if (!value.present)
		snprintf(out, room, "-");
	else
		lct_format_print(columns[id].kind, form, &view->clock, &value, out, room);
	return value.present;
}

/**
 * lct_oom_kill_members() - write columns of a kill into an open JSON object
 * @json:	the output
 * @kill:	the kill
 * @ids:	the columns
 * @n:		how many
 */
void lct_oom_kill_members(struct lct_json *json, const struct lct_oom_kill *kill, const int *ids,
			  size_t n)
{
	const struct lct_view view = { 0 };
	char text[2 * LCT_CELL_ESCAPED];
	size_t j;

	for (j = 0; j < n; j++) {
		const struct lct_column *column = &columns[ids[j]];

		if (!lct_oom_kill_format(ids[j], LCT_FORM_JSON, kill, &view, text, sizeof(text)))
			lct_json_literal(json, column->name, "null");
		else if (lct_format_is_literal(column->kind))
			lct_json_literal(json, column->name, text);
		else
			lct_json_string(json, column->name, text);
	}
}
