// SPDX-License-Identifier: GPL-2.0
/* Which deaths are announced: notable ones, a bounded number a minute. */
#include "recorder/announce.h"
#include "recorder/notice.h"
#include "recorder/systemd.h"
#include "text/warn.h"

/* Between two reports. A user may make processes crash without end. */
#define DUE_MAX	600

static void announce(struct lct_announcer *a, const struct lct_task *task)
{
	struct lct_notice notice;

	if (!lct_notice_is_due(task) || lct_on_death_is_own(&a->programs, task) ||
	    ++a->due > DUE_MAX)
		return;
	if (!lct_notice_make(&notice, a->root, task)) {
		lct_systemd_announce(&notice);
		lct_on_death_run(&a->programs, &notice);
	}
	lct_notice_free(&notice);
}

/**
 * lct_announce_rows() - announce the notable deaths among rows
 * @a:		what announces them
 * @rows:	rows of `dead`
 * @after:	`death_seq` up to which they have been announced
 *
 * Return: 0 or -ENOMEM.
 */
int lct_announce_rows(struct lct_announcer *a, const struct lct_table *rows, int64_t after)
{
	struct lct_tasks tasks = { 0 };
	int64_t seq;
	int ret = 0;
	size_t i;

	if (a->is_on)
		ret = lct_tasks_add(&tasks, rows);
	for (i = 0; i < tasks.nr; i++)
		if (lct_task_number(&tasks.task[i], LCT_COLUMN_death_seq, &seq) && seq > after)
			announce(a, &tasks.task[i]);
	lct_tasks_free(&tasks);
	return ret;
}

/**
 * lct_announce_report() - report how many deaths were not announced since the last call
 * @a:		what announces them
 */
void lct_announce_report(struct lct_announcer *a)
{
	if (a->due > DUE_MAX)
		lct_warn("%lld deaths were not announced: there were too many",
			 (long long)(a->due - DUE_MAX));
	a->due = 0;
}
