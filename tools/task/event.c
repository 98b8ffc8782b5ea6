// SPDX-License-Identifier: GPL-2.0
/* Events and their columns. */
#include <stdio.h>
#include <string.h>

#include "column/column_sets.h"
#include "column/format.h"
#include "task/event.h"
#include "text/errname.h"
#include "text/signame.h"

static const struct lct_column columns[LCT_EVENT_COLUMN_NR] = {
	LC_EVENT_COLUMNS(LCT_COLUMN)
	LCT_EVENT_DERIVED_COLUMNS(LCT_COLUMN)
};

const struct lct_catalog lct_event_catalog = {
	.columns = columns,
	.nr = LCT_EVENT_COLUMN_NR,
	.nr_kernel = LCT_EVENT_COLUMN_KERNEL_NR,
	.sets = lct_column_sets_none,
};

/**
 * lct_event_read() - read an event from a row of the module's table
 * @event:	the event, which points into the table
 * @t:		the table
 * @row:	number of the row
 */
void lct_event_read(struct lct_event *event, const struct lct_table *t, size_t row)
{
	int i;

	for (i = 0; i < LCT_EVENT_COLUMN_KERNEL_NR; i++)
		event->cell[i] = lct_table_cell(t, row, lct_table_column(t, columns[i].name));
}

/**
 * lct_event_number() - get a number from a column of the module
 * @event:	the event
 * @id:		the column
 * @value:	the number, unchanged if there is none
 *
 * Return: false if it is unknown.
 */
bool lct_event_number(const struct lct_event *event, enum lct_event_column_id id, int64_t *value)
{
	return lct_cell_number(event->cell[id], value);
}

static bool is_word(const struct lct_event *event, enum lct_event_column_id id, const char *word)
{
	return event->cell[id] && !strcmp(event->cell[id], word);
}

/**
 * lct_event_is() - check for a kind of events
 * @event:	the event
 * @kind:	the kind
 */
bool lct_event_is(const struct lct_event *event, const char *kind)
{
	return is_word(event, LCT_EVENT_COLUMN_event, kind);
}

/**
 * lct_event_is_failure() - check whether something has failed, or may have, unseen
 * @event:	the event
 */
bool lct_event_is_failure(const struct lct_event *event)
{
	if (lct_event_is(event, "exit"))
		return !is_word(event, LCT_EVENT_COLUMN_cause, "exited") &&
		       !is_word(event, LCT_EVENT_COLUMN_cause, "group") &&
		       !is_word(event, LCT_EVENT_COLUMN_cause, "exec");
	return lct_event_is(event, "exec-failed") || lct_event_is(event, "fork-failed") ||
	       lct_event_is(event, "oom") || lct_event_is(event, "lost");
}

/* A cell as text, "-" if it is unknown. */
static const char *text_of(const struct lct_event *event, enum lct_event_column_id id,
			   char out[LCT_CELL_TEXT])
{
	if (event->cell[id])
		lct_cell_unescape(event->cell[id], out, LCT_CELL_TEXT);
	else
		snprintf(out, LCT_CELL_TEXT, "-");
	return out;
}

/* comm[pid]; empty if it is not known. */
static void name_by(const struct lct_event *event, const char *before, char *out, size_t room)
{
	char comm[LCT_CELL_TEXT];
	int64_t pid;

	*out = '\0';
	if (!lct_event_number(event, LCT_EVENT_COLUMN_by_pid, &pid))
		return;
	text_of(event, LCT_EVENT_COLUMN_by_comm, comm);
	snprintf(out, room, "%s%s[%lld]", before, comm, (long long)pid);
}

static void name_signal(const struct lct_event *event, enum lct_event_column_id id, char *out,
			size_t room)
{
	int64_t sig;

	*out = '\0';
	if (lct_event_number(event, id, &sig))
		lct_signame(sig, out, room);
}

static void describe_exit(const struct lct_event *event, char *out, size_t room)
{
	char sig[24], by[2 * LCT_CELL_TEXT], cause[LCT_CELL_TEXT];
	int64_t code;

	text_of(event, LCT_EVENT_COLUMN_cause, cause);
	if (lct_event_number(event, LCT_EVENT_COLUMN_exit_code, &code)) {
		snprintf(out, room, "%s: %lld", cause, (long long)code);
		return;
	}
	name_signal(event, LCT_EVENT_COLUMN_exit_signal, sig, sizeof(sig));
	name_by(event, " from ", by, sizeof(by));
	snprintf(out, room, "%s: %s%s", cause, sig, by);
}

static void describe_signal(const struct lct_event *event, char *out, size_t room)
{
	char sig[24], by[2 * LCT_CELL_TEXT], outcome[LCT_CELL_TEXT];

	name_signal(event, LCT_EVENT_COLUMN_signal, sig, sizeof(sig));
	name_by(event, " from ", by, sizeof(by));
	if (event->cell[LCT_EVENT_COLUMN_outcome])
		snprintf(out, room, "%s%s: %s", sig, by,
			 text_of(event, LCT_EVENT_COLUMN_outcome, outcome));
	else
		snprintf(out, room, "%s%s", sig, by);
}

static void describe_error(const struct lct_event *event, char *out, size_t room)
{
	char path[LCT_CELL_TEXT], error[24] = "-";
	int64_t number;

	if (lct_event_number(event, LCT_EVENT_COLUMN_errno, &number))
		lct_errname(number, error, sizeof(error));
	if (lct_event_is(event, "exec-failed"))
		snprintf(out, room, "%s: %s", text_of(event, LCT_EVENT_COLUMN_path, path), error);
	else
		snprintf(out, room, "%s", error);
}

static void describe_change(const struct lct_event *event, char *out, size_t room)
{
	char word[LCT_CELL_TEXT], by[2 * LCT_CELL_TEXT];

	name_by(event, " by ", by, sizeof(by));
	if (lct_event_is(event, "birth"))
		snprintf(out, room, "%s%s", text_of(event, LCT_EVENT_COLUMN_birth, word), by);
	else if (lct_event_is(event, "reap"))
		snprintf(out, room, "%s%s", text_of(event, LCT_EVENT_COLUMN_reap, word), by);
	else if (lct_event_is(event, "oom"))
		snprintf(out, room, "triggered%s", by);
	else if (lct_event_is(event, "lost"))
		snprintf(out, room, "%s events", text_of(event, LCT_EVENT_COLUMN_lost, word));
}

static void describe_orphan(const struct lct_event *event, char *out, size_t room)
{
	char adopter[LCT_CELL_TEXT], by[2 * LCT_CELL_TEXT];

	name_by(event, "of ", by, sizeof(by));
	snprintf(out, room, "%s, adopted by %s", by,
		 text_of(event, LCT_EVENT_COLUMN_adopter_pid, adopter));
}

/* The CPU, and the task that had it or gets it. */
static void describe_switch(const struct lct_event *event, char *out, size_t room)
{
	char by[2 * LCT_CELL_TEXT], waited[32] = "-";
	int64_t cpu = -1, ns;

	lct_event_number(event, LCT_EVENT_COLUMN_cpu, &cpu);
	if (lct_event_is(event, "off-cpu")) {
		name_by(event, " to ", by, sizeof(by));
		snprintf(out, room, "%.20s; CPU %lld%s", event->cell[LCT_EVENT_COLUMN_state] ?: "-",
			 (long long)cpu, by);
		return;
	}
	name_by(event, " from ", by, sizeof(by));
	if (lct_event_number(event, LCT_EVENT_COLUMN_runnable_ns, &ns))
		lct_clock_duration(ns, waited, sizeof(waited));
	snprintf(out, room, "CPU %lld%s after %s", (long long)cpu, by, waited);
}

/* IDs of users, or of groups: the real one, and those that differ from it. */
static void describe_ids(const struct lct_event *event, enum lct_event_column_id id,
			 const char *what, char *out, size_t room)
{
	int64_t ids[3] = { -1, -1, -1 };
	int i, n;

	for (i = 0; i < 3; i++)
		lct_event_number(event, id + i, &ids[i]);
	n = snprintf(out, room, "%s %lld", what, (long long)ids[0]);
	if (ids[1] != ids[0])
		n += snprintf(out + n, room - n, ", effective %lld", (long long)ids[1]);
	if (ids[2] != ids[0])
		snprintf(out + n, room - n, ", saved %lld", (long long)ids[2]);
}

static void describe_credentials(const struct lct_event *event, char *out, size_t room)
{
	char uids[100], gids[100];

	describe_ids(event, LCT_EVENT_COLUMN_new_uid, "user", uids, sizeof(uids));
	describe_ids(event, LCT_EVENT_COLUMN_new_gid, "group", gids, sizeof(gids));
	snprintf(out, room, "%s; %s", uids, gids);
}

/* What happened, in a few words. */
static void describe(const struct lct_event *event, char *out, size_t room)
{
	if (lct_event_is(event, "exec"))
		text_of(event, event->cell[LCT_EVENT_COLUMN_args] ? LCT_EVENT_COLUMN_args :
			LCT_EVENT_COLUMN_exe, out);
	else if (lct_event_is(event, "exec-failed") || lct_event_is(event, "fork-failed"))
		describe_error(event, out, room);
	else if (lct_event_is(event, "exit"))
		describe_exit(event, out, room);
	else if (event->cell[LCT_EVENT_COLUMN_cpu])
		describe_switch(event, out, room);
	else if (lct_event_is(event, "comm"))
		text_of(event, LCT_EVENT_COLUMN_new_comm, out);
	else if (lct_event_is(event, "credentials"))
		describe_credentials(event, out, room);
	else if (lct_event_is(event, "orphan"))
		describe_orphan(event, out, room);
	else if (event->cell[LCT_EVENT_COLUMN_signal])
		describe_signal(event, out, room);
	else
		describe_change(event, out, room);
}

static void derive(enum lct_event_column_id id, const struct lct_event *event,
		   struct lct_value *value)
{
	value->present = false;
	value->number = 0;
	value->text[0] = '\0';
	if (id < LCT_EVENT_COLUMN_KERNEL_NR) {
		lct_format_read(columns[id].kind, event->cell[id], value);
		return;
	}
	if (id == LCT_EVENT_COLUMN_by)
		name_by(event, "", value->text, sizeof(value->text));
	else
		describe(event, value->text, sizeof(value->text));
	value->present = value->text[0];
}

/**
 * lct_event_format() - format the value of a column
 * @id:		the column
 * @form:	human, raw or JSON
 * @event:	the event
 * @clock:	clock of the times
 * @out:	the text; `-` if there is no value
 * @room:	size of @out, 2 * LCT_CELL_ESCAPED is enough for what the module writes
 *
 * Return: false if there is no value.
 */
bool lct_event_format(enum lct_event_column_id id, enum lct_form form,
		      const struct lct_event *event, const struct lct_clock *clock,
		      char *out, size_t room)
{
	struct lct_value value;

	/* Copy what the module wrote unchanged. */
	if (form == LCT_FORM_RAW && id < LCT_EVENT_COLUMN_KERNEL_NR) {
		lct_cell_copy(event->cell[id] ? event->cell[id] : "-", out, room);
		return event->cell[id];
	}
	derive(id, event, &value);
	if (!value.present)
		snprintf(out, room, "-");
	else
		lct_format_print(columns[id].kind, form, clock, &value, out, room);
	return value.present;
}

/**
 * lct_event_members() - write columns of an event into an open JSON object
 * @json:	the output
 * @event:	the event
 * @ids:	the columns
 * @n:		how many
 */
void lct_event_members(struct lct_json *json, const struct lct_event *event, const int *ids,
		       size_t n)
{
	const struct lct_clock clock = { 0 };
	char text[2 * LCT_CELL_ESCAPED];
	size_t j;

	for (j = 0; j < n; j++) {
		const struct lct_column *column = &columns[ids[j]];

		if (!lct_event_format(ids[j], LCT_FORM_JSON, event, &clock, text, sizeof(text)))
			lct_json_literal(json, column->name, "null");
		else if (lct_format_is_literal(column->kind))
			lct_json_literal(json, column->name, text);
		else
			lct_json_string(json, column->name, text);
	}
}
