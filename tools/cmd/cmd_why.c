// SPDX-License-Identifier: GPL-2.0
/* lifecycle why: one sentence about a task's death, and the evidence. */
#include <stdio.h>
#include <stdlib.h>

#include "cmd/cmd.h"
#include "cmd/named.h"
#include "task/value.h"
#include "text/warn.h"
#include "view/print.h"
#include "why/evidence.h"
#include "why/query.h"
#include "why/sentence.h"

/* So many other tasks of the same name are listed. */
#define OTHERS_MAX	20

static const int other_columns[] = {
	LCT_COLUMN_id, LCT_COLUMN_comm, LCT_COLUMN_unit, LCT_COLUMN_died_ns, LCT_COLUMN_cause,
	LCT_COLUMN_exit, LCT_COLUMN_killer,
};

#define NR_OTHER_COLUMNS	(sizeof(other_columns) / sizeof(*other_columns))

/* Other tasks that match, besides the one that has been explained. */
static void put_others(const struct lct_options *opt, const struct lct_task **other, size_t nr,
		       const struct lct_view *view)
{
	struct lct_rows rows = { .name = "others" };
	struct lct_options chosen = *opt;
	size_t i;

	rows.row = calloc(OTHERS_MAX, sizeof(*rows.row));
	if (!rows.row)
		return;
	chosen.ncolumns = NR_OTHER_COLUMNS;
	for (i = 0; i < NR_OTHER_COLUMNS; i++) {
		chosen.columns[i] = other_columns[i];
		chosen.optional[i] = other_columns[i] == LCT_COLUMN_unit;
	}
	for (i = 0; i < nr && i < OTHERS_MAX; i++)
		rows.row[rows.nr++] = (struct lct_row){ .task = other[i], .parent = -1 };
	printf("\n%zu other%s, newest first", nr, nr == 1 ? " matches" : "s match");
	if (rows.nr < nr)
		printf("; the first %zu", rows.nr);
	fputs(":\n", stdout);
	lct_print_rows(&rows, &chosen, view, stdout);
	free(rows.row);
}

/* On one line, as the object around it. */
static void put_others_json(const struct lct_named *named, const struct lct_view *view,
			    struct lct_json *json)
{
	char id[LCT_CELL_ESCAPED], *list = NULL;
	size_t i, size;
	FILE *out = open_memstream(&list, &size);

	if (!out)
		return;
	for (i = 1; i < named->nr; i++) {
		lct_value_format(LCT_COLUMN_id, LCT_FORM_RAW, named->found[i], view, id,
				 sizeof(id));
		fprintf(out, "%s\"%s\"", i > 1 ? ", " : "[", id);
	}
	fputc(']', out);
	if (!fclose(out))
		lct_json_literal(json, "others", list);
	free(list);
}

static int put_json(const struct lct_case *c, const struct lct_named *others)
{
	struct lct_json json = { .out = stdout };
	char text[2 * LCT_CELL_ESCAPED], pid[24], *sentence = NULL;
	size_t size;
	FILE *out = open_memstream(&sentence, &size);

	if (!out)
		return lct_warn_no_memory();
	lct_sentence_print(c, out);
	if (fclose(out)) {
		free(sentence);
		return lct_warn_no_memory();
	}
	lct_json_open(&json, NULL, '{');
	snprintf(pid, sizeof(pid), "%lld", (long long)c->task->pid);
	lct_json_literal(&json, "pid", pid);
	lct_value_format(LCT_COLUMN_id, LCT_FORM_JSON, c->task, c->view, text, sizeof(text));
	lct_json_string(&json, "id", text);
	if (lct_value_format(LCT_COLUMN_comm, LCT_FORM_JSON, c->task, c->view, text, sizeof(text)))
		lct_json_string(&json, "comm", text);
	else
		lct_json_literal(&json, "comm", "null");
	lct_json_string(&json, "sentence", sentence);
	lct_evidence_json(c, &json);
	if (others)
		put_others_json(others, c->view, &json);
	lct_json_close(&json, '}');
	putchar('\n');
	free(sentence);
	return 0;
}

/* @others: tasks of the same name, with the task itself; NULL if there are none. */
static int explain(const struct lct_options *opt, const struct lct_task *task,
		   const struct lct_named *others, bool *more)
{
	struct lct_query q = { 0 };
	int status;

	status = lct_query_fill(&q, opt->root, opt->json ? LCT_FORM_JSON : LCT_FORM_HUMAN, task);
	if (!status && opt->json) {
		status = put_json(&q.c, others);
	} else if (!status) {
		if (*more)
			putchar('\n');
		lct_sentence_print(&q.c, stdout);
		fputs("\n\n", stdout);
		lct_evidence_print(&q.c, stdout);
		if (others)
			put_others(opt, others->found + 1, others->nr - 1, &q.view);
	}
	*more |= !status;
	lct_query_free(&q);
	return status;
}

static int why(const struct lct_options *opt, const char *word, bool *more)
{
	struct lct_named named = { 0 };
	int status = lct_named_find(&named, opt, word);

	if (!status)
		status = explain(opt, named.found[0], named.nr > 1 ? &named : NULL, more);
	lct_named_free(&named);
	return status;
}

static int why_last(const struct lct_options *opt)
{
	struct lct_named named = { 0 };
	int64_t count = 1;
	bool more = false;
	int status;
	size_t i;

	if (opt->nargs > 1)
		return lct_options_misuse(opt, "unexpected argument '%s'", opt->args[1]);
	if (opt->nargs && (!lct_cell_number(opt->args[0], &count) || count < 1))
		return lct_options_misuse(opt, "'%s' is not a number of deaths", opt->args[0]);
	status = lct_named_last(&named, opt);
	for (i = 0; i < named.nr && (int64_t)i < count && !status; i++)
		status = explain(opt, named.found[i], NULL, &more);
	lct_named_free(&named);
	return status;
}

int lct_cmd_why(const struct lct_options *opt)
{
	bool more = false;
	int i, ret, status = 0;

	if (opt->last)
		return why_last(opt);
	if (!opt->nargs)
		return lct_options_misuse(opt, "missing PID or name");
	for (i = 0; i < opt->nargs && status != LCT_EXIT_USAGE; i++) {
		ret = why(opt, opt->args[i], &more);
		status = status ? status : ret;
	}
	return status;
}
