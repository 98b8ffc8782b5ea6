// SPDX-License-Identifier: GPL-2.0
/* Columns derived from those of the module, one function each. */
#include <pwd.h>
#include <stdio.h>
#include <string.h>

#include "task/derive.h"
#include "text/signame.h"

/**
 * lct_derive_set() - set a value to a number
 * @value:	the value
 * @number:	the number
 */
void lct_derive_set(struct lct_value *value, int64_t number)
{
	value->present = true;
	value->number = number;
}

/* The difference of two columns of the module, if both are known. */
static void between(const struct lct_task *task, enum lct_column_id from, enum lct_column_id to,
		    struct lct_value *value)
{
	int64_t a, b;

	if (lct_task_number(task, from, &a) && lct_task_number(task, to, &b))
		lct_derive_set(value, b - a);
}

static void sum(const struct lct_task *task, enum lct_column_id a, enum lct_column_id b,
		struct lct_value *value)
{
	int64_t x, y;

	if (lct_task_number(task, a, &x) && lct_task_number(task, b, &y))
		lct_derive_set(value, x + y);
}

/* The end of the record: reaping, or the time it was read. */
static bool end_of(const struct lct_task *task, int64_t *end)
{
	return lct_task_number(task, LCT_COLUMN_reaped_ns, end) ||
	       lct_task_number(task, LCT_COLUMN_now_ns, end);
}

/**
 * lct_derive_until_zombie() - compute the time until it became a zombie
 * @task:	the task
 * @from:	the point in time to count from
 * @value:	the time
 *
 * The time as a zombie is not part of its life.
 */
void lct_derive_until_zombie(const struct lct_task *task, enum lct_column_id from,
			     struct lct_value *value)
{
	int64_t start, end, zombie;

	if (!lct_task_ended_unseen(task) && lct_task_number(task, from, &start) &&
	    end_of(task, &end) && lct_task_number(task, LCT_COLUMN_zombie_ns, &zombie))
		lct_derive_set(value, end - zombie - start);
}

/**
 * lct_derive_until_end() - compute the time until it could be reaped
 * @task:	a dead task, or a zombie without other living threads
 * @from:	the point in time to count from
 * @value:	the time
 *
 * Longer than until it was a zombie for a leader that ended before other threads.
 */
void lct_derive_until_end(const struct lct_task *task, enum lct_column_id from,
			  struct lct_value *value)
{
	int64_t start, end, unreaped;

	if (lct_task_number(task, from, &start) && end_of(task, &end) &&
	    lct_task_unreaped(task, &unreaped))
		lct_derive_set(value, end - unreaped - start);
}

void lct_derive_id(const struct lct_task *task, const struct lct_view *view,
		   struct lct_value *value)
{
	int64_t seq;

	(void)view;
	value->present = true;
	if (lct_task_number(task, LCT_COLUMN_death_seq, &seq))
		snprintf(value->text, sizeof(value->text), "%lld#%lld", (long long)task->pid,
			 (long long)seq);
	else
		snprintf(value->text, sizeof(value->text), "%lld", (long long)task->pid);
}

void lct_derive_life_ns(const struct lct_task *task, const struct lct_view *view,
			struct lct_value *value)
{
	(void)view;
	lct_derive_until_zombie(task, LCT_COLUMN_born_ns, value);
}

void lct_derive_age_ns(const struct lct_task *task, const struct lct_view *view,
		       struct lct_value *value)
{
	int64_t born;

	if (view->clock.known && lct_task_number(task, LCT_COLUMN_born_ns, &born))
		lct_derive_set(value, view->clock.now_ns - born);
	between(task, LCT_COLUMN_born_ns, LCT_COLUMN_now_ns, value);
}

void lct_derive_start_ns(const struct lct_task *task, const struct lct_view *view,
			 struct lct_value *value)
{
	int64_t born;

	if (lct_task_number(task, LCT_COLUMN_born_ns, &born))
		lct_derive_set(value, born - view->base_ns);
}

void lct_derive_ago_ns(const struct lct_task *task, const struct lct_view *view,
		       struct lct_value *value)
{
	int64_t died;

	if (view->clock.known && lct_task_number(task, LCT_COLUMN_died_ns, &died))
		lct_derive_set(value, view->clock.now_ns - died);
}

void lct_derive_state_age_ns(const struct lct_task *task, const struct lct_view *view,
			     struct lct_value *value)
{
	(void)view;
	value->present = lct_task_state_age(task, &value->number);
}

void lct_derive_exit_time_ns(const struct lct_task *task, const struct lct_view *view,
			     struct lct_value *value)
{
	(void)view;
	lct_derive_until_zombie(task, LCT_COLUMN_died_ns, value);
}

void lct_derive_birth_delay_ns(const struct lct_task *task, const struct lct_view *view,
			       struct lct_value *value)
{
	(void)view;
	between(task, LCT_COLUMN_born_ns, LCT_COLUMN_first_run_ns, value);
}

void lct_derive_blocked_ns(const struct lct_task *task, const struct lct_view *view,
			   struct lct_value *value)
{
	(void)view;
	sum(task, LCT_COLUMN_disk_ns, LCT_COLUMN_iowait_ns, value);
}

/* More than this is not a share of a life: the file is wrong. */
#define RUN_PERCENT_MAX		1000000

void lct_derive_run_percent(const struct lct_task *task, const struct lct_view *view,
			    struct lct_value *value)
{
	struct lct_value life = { 0 };
	int64_t run;

	lct_derive_life_ns(task, view, &life);
	if (!life.present || life.number <= 0 || !lct_task_number(task, LCT_COLUMN_run_ns, &run) ||
	    run < 0 || run / RUN_PERCENT_MAX > life.number)
		return;
	/* In tenths, without the overflow of run * 1000 after 106 days. */
	lct_derive_set(value, (int64_t)((double)run * 1000.0 / (double)life.number));
}

void lct_derive_switches(const struct lct_task *task, const struct lct_view *view,
			 struct lct_value *value)
{
	(void)view;
	sum(task, LCT_COLUMN_switches_voluntary, LCT_COLUMN_switches_involuntary, value);
}

void lct_derive_exit(const struct lct_task *task, const struct lct_view *view,
		     struct lct_value *value)
{
	int64_t number, core = 0;
	char name[LCT_SIGNAME_TEXT];

	(void)view;
	value->present = true;
	if (lct_task_number(task, LCT_COLUMN_exit_signal, &number)) {
		lct_signame(number, name, sizeof(name));
		lct_task_number(task, LCT_COLUMN_core_dumped, &core);
		snprintf(value->text, sizeof(value->text), "%s%s", name, core ? "+core" : "");
	} else if (lct_task_number(task, LCT_COLUMN_exit_code, &number)) {
		snprintf(value->text, sizeof(value->text), "%lld", (long long)number);
	} else {
		value->present = false;
	}
}

/* Another task as comm[pid], from two columns of the module. */
static void whom(const struct lct_task *task, enum lct_column_id id, enum lct_column_id name,
		 struct lct_value *value)
{
	char comm[LCT_CELL_TEXT];
	int64_t pid;
	bool named;

	named = lct_task_text(task, name, comm, sizeof(comm));
	value->present = true;
	if (lct_task_number(task, id, &pid))
		snprintf(value->text, sizeof(value->text), "%s[%lld]", named ? comm : "",
			 (long long)pid);
	else if (named)
		snprintf(value->text, sizeof(value->text), "%s", comm);
	else
		value->present = false;
}

#define DERIVE_WHOM(name)							\
void lct_derive_##name(const struct lct_task *task, const struct lct_view *view,	\
		       struct lct_value *value)					\
{										\
	(void)view;								\
	whom(task, LCT_COLUMN_##name##_pid, LCT_COLUMN_##name##_comm, value);	\
}

DERIVE_WHOM(killer)
DERIVE_WHOM(killer_parent)
DERIVE_WHOM(latency_max_prev)
DERIVE_WHOM(handled_sender)
DERIVE_WHOM(ignored_sender)
DERIVE_WHOM(stop_sender)
DERIVE_WHOM(continue_sender)
DERIVE_WHOM(orphaned_by)
DERIVE_WHOM(adopter)
DERIVE_WHOM(tracer)

void lct_derive_threads(const struct lct_task *task, const struct lct_view *view,
			struct lct_value *value)
{
	if (task->threads)
		lct_derive_set(value, task->threads);
	else if (view->has_totals && lct_task_is_leader(task) && !task->dead &&
		 task->cell[LCT_COLUMN_dead_threads])
		lct_derive_set(value, 1);
}

void lct_derive_user(const struct lct_task *task, const struct lct_view *view,
		     struct lct_value *value)
{
	struct passwd *pw;
	int64_t uid;

	(void)view;
	if (!lct_task_number(task, LCT_COLUMN_uid, &uid))
		return;
	value->present = true;
	pw = getpwuid(uid);
	if (pw)
		snprintf(value->text, sizeof(value->text), "%s", pw->pw_name);
	else
		snprintf(value->text, sizeof(value->text), "%lld", (long long)uid);
}

static void iso(const struct lct_task *task, const struct lct_view *view, enum lct_column_id id,
		struct lct_value *value)
{
	int64_t ns;

	value->present = lct_task_number(task, id, &ns) &&
			 lct_clock_iso(&view->clock, ns, value->text, sizeof(value->text));
}

#define DERIVE_TIME(name)							\
void lct_derive_##name##_time(const struct lct_task *task, const struct lct_view *view, \
			      struct lct_value *value)				\
{										\
	iso(task, view, LCT_COLUMN_##name##_ns, value);				\
}

DERIVE_TIME(born)
DERIVE_TIME(died)
DERIVE_TIME(reaped)
