// SPDX-License-Identifier: GPL-2.0
/* The columns that this tool makes out of the module's, one function each. */
#include <pwd.h>
#include <stdio.h>
#include <string.h>

#include "task/derive.h"
#include "text/signame.h"

/**
 * lc_derive_set() - give a value its number
 * @value:	the value
 * @number:	the number
 */
void lc_derive_set(struct lc_value *value, int64_t number)
{
	value->present = true;
	value->number = number;
}

/* The difference of two columns of the module, where both are known. */
static void between(const struct lc_task *task, enum lc_column_id from, enum lc_column_id to,
		    struct lc_value *value)
{
	int64_t a, b;

	if (lc_task_number(task, from, &a) && lc_task_number(task, to, &b))
		lc_derive_set(value, b - a);
}

static void sum(const struct lc_task *task, enum lc_column_id a, enum lc_column_id b,
		struct lc_value *value)
{
	int64_t x, y;

	if (lc_task_number(task, a, &x) && lc_task_number(task, b, &y))
		lc_derive_set(value, x + y);
}

/* The end of the account: reaping, or the moment it was read. */
static bool end_of(const struct lc_task *task, int64_t *end)
{
	return lc_task_number(task, LC_COLUMN_reaped_ns, end) ||
	       lc_task_number(task, LC_COLUMN_now_ns, end);
}

/**
 * lc_derive_until_zombie() - the time up to the last switch
 * @task:	the task
 * @from:	the point in time to count from
 * @value:	the time
 *
 * A zombie has no life, but it does exit in its time.
 */
void lc_derive_until_zombie(const struct lc_task *task, enum lc_column_id from,
			    struct lc_value *value)
{
	int64_t start, end, zombie;

	if (!lc_task_ended_unseen(task) && lc_task_number(task, from, &start) &&
	    end_of(task, &end) && lc_task_number(task, LC_COLUMN_zombie_ns, &zombie))
		lc_derive_set(value, end - zombie - start);
}

/**
 * lc_derive_until_end() - the time until it could be reaped
 * @task:	one of the dead, or a zombie that no other threads outlive
 * @from:	the point in time to count from
 * @value:	the time
 *
 * Longer than until it was a zombie for a leader that ended before other threads.
 */
void lc_derive_until_end(const struct lc_task *task, enum lc_column_id from,
			 struct lc_value *value)
{
	int64_t start, end, unreaped;

	if (lc_task_number(task, from, &start) && end_of(task, &end) &&
	    lc_task_unreaped(task, &unreaped))
		lc_derive_set(value, end - unreaped - start);
}

void lc_derive_life_ns(const struct lc_task *task, const struct lc_view *view,
		       struct lc_value *value)
{
	(void)view;
	lc_derive_until_zombie(task, LC_COLUMN_born_ns, value);
}

void lc_derive_age_ns(const struct lc_task *task, const struct lc_view *view,
		      struct lc_value *value)
{
	int64_t born;

	if (view->clock.known && lc_task_number(task, LC_COLUMN_born_ns, &born))
		lc_derive_set(value, view->clock.now_ns - born);
	between(task, LC_COLUMN_born_ns, LC_COLUMN_now_ns, value);
}

void lc_derive_start_ns(const struct lc_task *task, const struct lc_view *view,
			struct lc_value *value)
{
	int64_t born;

	if (lc_task_number(task, LC_COLUMN_born_ns, &born))
		lc_derive_set(value, born - view->base_ns);
}

void lc_derive_ago_ns(const struct lc_task *task, const struct lc_view *view,
		      struct lc_value *value)
{
	int64_t died;

	if (view->clock.known && lc_task_number(task, LC_COLUMN_died_ns, &died))
		lc_derive_set(value, view->clock.now_ns - died);
}

void lc_derive_state_age_ns(const struct lc_task *task, const struct lc_view *view,
			    struct lc_value *value)
{
	(void)view;
	value->present = lc_task_state_age(task, &value->number);
}

void lc_derive_exit_time_ns(const struct lc_task *task, const struct lc_view *view,
			    struct lc_value *value)
{
	(void)view;
	lc_derive_until_zombie(task, LC_COLUMN_died_ns, value);
}

void lc_derive_birth_delay_ns(const struct lc_task *task, const struct lc_view *view,
			      struct lc_value *value)
{
	(void)view;
	between(task, LC_COLUMN_born_ns, LC_COLUMN_first_run_ns, value);
}

void lc_derive_blocked_ns(const struct lc_task *task, const struct lc_view *view,
			  struct lc_value *value)
{
	(void)view;
	sum(task, LC_COLUMN_disk_ns, LC_COLUMN_iowait_ns, value);
}

/* What is more than this is no share of a life, whatever a file says. */
#define RUN_PERCENT_MAX		1000000

void lc_derive_run_percent(const struct lc_task *task, const struct lc_view *view,
			   struct lc_value *value)
{
	struct lc_value life = { 0 };
	int64_t run;

	lc_derive_life_ns(task, view, &life);
	if (!life.present || life.number <= 0 || !lc_task_number(task, LC_COLUMN_run_ns, &run) ||
	    run < 0 || run / RUN_PERCENT_MAX > life.number)
		return;
	/* In tenths, and without the overflow of run * 1000 after 106 days. */
	lc_derive_set(value, (int64_t)((double)run * 1000.0 / (double)life.number));
}

void lc_derive_switches(const struct lc_task *task, const struct lc_view *view,
			struct lc_value *value)
{
	(void)view;
	sum(task, LC_COLUMN_switches_voluntary, LC_COLUMN_switches_involuntary, value);
}

void lc_derive_exit(const struct lc_task *task, const struct lc_view *view,
		    struct lc_value *value)
{
	int64_t number, core = 0;
	char name[LC_SIGNAME_TEXT];

	(void)view;
	value->present = true;
	if (lc_task_number(task, LC_COLUMN_exit_signal, &number)) {
		lc_signame(number, name, sizeof(name));
		lc_task_number(task, LC_COLUMN_core, &core);
		snprintf(value->text, sizeof(value->text), "%s%s", name, core ? "+core" : "");
	} else if (lc_task_number(task, LC_COLUMN_exit_code, &number)) {
		snprintf(value->text, sizeof(value->text), "%lld", (long long)number);
	} else {
		value->present = false;
	}
}

/* Another task, as name[pid], of the two columns of that name. */
static void whom(const struct lc_task *task, enum lc_column_id id, enum lc_column_id name,
		 struct lc_value *value)
{
	char comm[LC_CELL_TEXT];
	int64_t pid;
	bool named;

	named = lc_task_text(task, name, comm, sizeof(comm));
	value->present = true;
	if (lc_task_number(task, id, &pid))
		snprintf(value->text, sizeof(value->text), "%s[%lld]", named ? comm : "",
			 (long long)pid);
	else if (named)
		snprintf(value->text, sizeof(value->text), "%s", comm);
	else
		value->present = false;
}

#define DERIVE_WHOM(name)							\
void lc_derive_##name(const struct lc_task *task, const struct lc_view *view,	\
		      struct lc_value *value)					\
{										\
	(void)view;								\
	whom(task, LC_COLUMN_##name##_pid, LC_COLUMN_##name##_comm, value);	\
}

DERIVE_WHOM(killer)
DERIVE_WHOM(killer_parent)
DERIVE_WHOM(preemptor)
DERIVE_WHOM(stopper)
DERIVE_WHOM(continuer)
DERIVE_WHOM(orphaned_by)
DERIVE_WHOM(adopter)

void lc_derive_threads(const struct lc_task *task, const struct lc_view *view,
		       struct lc_value *value)
{
	if (task->threads)
		lc_derive_set(value, task->threads);
	else if (view->has_totals && lc_task_is_leader(task) && !task->dead &&
		 task->cell[LC_COLUMN_dead_threads])
		lc_derive_set(value, 1);
}

void lc_derive_user(const struct lc_task *task, const struct lc_view *view,
		    struct lc_value *value)
{
	struct passwd *pw;
	int64_t uid;

	(void)view;
	if (!lc_task_number(task, LC_COLUMN_uid, &uid))
		return;
	value->present = true;
	pw = getpwuid(uid);
	if (pw)
		snprintf(value->text, sizeof(value->text), "%s", pw->pw_name);
	else
		snprintf(value->text, sizeof(value->text), "%lld", (long long)uid);
}

static void iso(const struct lc_task *task, const struct lc_view *view, enum lc_column_id id,
		struct lc_value *value)
{
	int64_t ns;

	value->present = lc_task_number(task, id, &ns) &&
			 lc_clock_iso(&view->clock, ns, value->text, sizeof(value->text));
}

#define DERIVE_TIME(name)							\
void lc_derive_##name##_time(const struct lc_task *task, const struct lc_view *view, \
			     struct lc_value *value)				\
{										\
	iso(task, view, LC_COLUMN_##name##_ns, value);				\
}

DERIVE_TIME(born)
DERIVE_TIME(died)
DERIVE_TIME(reaped)
