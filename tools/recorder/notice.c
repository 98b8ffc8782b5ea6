// SPDX-License-Identifier: GPL-2.0
/* A notable death, made into a sentence and fields. */
#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "recorder/notice.h"
#include "task/value.h"
#include "text/systemd.h"
#include "text/warn.h"
#include "why/query.h"
#include "why/sentence.h"

static const enum lct_column_id columns[] = {
	LCT_COLUMN_pid, LCT_COLUMN_ppid, LCT_COLUMN_comm, LCT_COLUMN_exe, LCT_COLUMN_uid,
	LCT_COLUMN_loginuid, LCT_COLUMN_session, LCT_COLUMN_cgroup, LCT_COLUMN_unit,
	LCT_COLUMN_born_ns, LCT_COLUMN_died_ns, LCT_COLUMN_life_ns, LCT_COLUMN_death_seq,
	LCT_COLUMN_cause, LCT_COLUMN_exit_code, LCT_COLUMN_exit_signal, LCT_COLUMN_core_dumped,
	LCT_COLUMN_signal_origin, LCT_COLUMN_signal_rlimit, LCT_COLUMN_signal_code,
	LCT_COLUMN_fault_address, LCT_COLUMN_killer_pid, LCT_COLUMN_killer_comm,
	LCT_COLUMN_killer_exe, LCT_COLUMN_killer_uid, LCT_COLUMN_killer_loginuid,
	LCT_COLUMN_killer_cgroup, LCT_COLUMN_killer_unit, LCT_COLUMN_oom_kind, LCT_COLUMN_oom_seq,
};

#define NR_COLUMNS	(sizeof(columns) / sizeof(*columns))
static_assert(NR_COLUMNS <= LCT_NOTICE_FIELDS_MAX, "a place for each field");

static const char *const faults[] = { "crashed", "oom", "oom-cgroup" };

/**
 * lct_notice_is_due() - check whether a death is notable
 * @task:	a dead task
 *
 * Return: true for a process that did not end by itself, as in the module's history.
 */
bool lct_notice_is_due(const struct lct_task *task)
{
	return lct_task_is_leader(task) && task->cell[LCT_COLUMN_cause] &&
	       !lct_task_is_word(task, LCT_COLUMN_cause, "exited") &&
	       !lct_task_is_word(task, LCT_COLUMN_cause, "failed");
}

/* A unit of a user's manager is another field: the user has chosen its name. */
static const char *prefix(enum lct_column_id id, const struct lct_task *task)
{
	const bool is_killer = id == LCT_COLUMN_killer_unit;
	char cgroup[LCT_CELL_TEXT];

	if (!is_killer && id != LCT_COLUMN_unit)
		return "";
	lct_task_text(task, is_killer ? LCT_COLUMN_killer_cgroup : LCT_COLUMN_cgroup, cgroup,
		      sizeof(cgroup));
	return lct_systemd_is_of_user(cgroup) ? "USER_" : "";
}

static int put_field(struct lct_notice *notice, size_t *n, enum lct_column_id id,
		     const struct lct_task *task, const struct lct_view *view)
{
	char name[64], value[LCT_CELL_ESCAPED];
	size_t i;

	lct_value_format(id, LCT_FORM_RAW, task, view, value, sizeof(value));
	if (!strcmp(value, "-"))
		return 0;
	snprintf(name, sizeof(name), "%s%s", prefix(id, task), lct_columns[id].name);
	for (i = 0; name[i]; i++)
		name[i] = toupper(name[i]);
	/* What asprintf(3) leaves after a failure is not to be freed. */
	if (asprintf(&notice->fields[*n], "LIFECYCLE_%s=%s", name, value) < 0) {
		notice->fields[*n] = NULL;
		return -1;
	}
	(*n)++;
	return 0;
}

/* With characters that no terminal or log takes for a command. */
static int put_sentence(struct lct_notice *notice, const struct lct_case *c)
{
	size_t size;
	FILE *out = open_memstream(&notice->sentence, &size);

	if (!out)
		return -1;
	lct_sentence_print(c, out);
	return fclose(out);
}

/**
 * lct_notice_make() - make a notice of a death
 * @notice:	receives it; freed by the caller, also on failure
 * @root:	root folder of a recording, or NULL
 * @task:	a dead task
 *
 * Return: an exit status.
 */
int lct_notice_make(struct lct_notice *notice, const char *root, const struct lct_task *task)
{
	struct lct_query q = { 0 };
	size_t i, n = 0;
	int ret, status;

	*notice = (struct lct_notice){ .sentence = NULL };
	status = lct_query_fill(&q, root, LCT_FORM_HUMAN, task);
	if (!status) {
		ret = put_sentence(notice, &q.c);
		for (i = 0; i < NR_COLUMNS && !ret; i++)
			ret = put_field(notice, &n, columns[i], task, &q.view);
		status = ret ? lct_warn_no_memory() : 0;
	}
	for (i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		notice->is_fault |= lct_task_is_word(task, LCT_COLUMN_cause, faults[i]);
	lct_value_format(LCT_COLUMN_unit, LCT_FORM_RAW, task, &q.view, notice->unit,
			 sizeof(notice->unit));
	if (!strcmp(notice->unit, "-") || *prefix(LCT_COLUMN_unit, task))
		notice->unit[0] = '\0';
	lct_query_free(&q);
	return status;
}

/**
 * lct_notice_free() - free a notice
 * @notice:	the notice
 */
void lct_notice_free(struct lct_notice *notice)
{
	size_t i;

	free(notice->sentence);
	for (i = 0; i < LCT_NOTICE_FIELDS_MAX; i++)
		free(notice->fields[i]);
}
