// SPDX-License-Identifier: GPL-2.0
/* Derived columns of signals, death, parents and children. */
#include <stdio.h>
#include <string.h>

#include "task/derive.h"
#include "task/parents.h"
#include "text/errname.h"
#include "text/sicode.h"
#include "text/signame.h"

void lct_derive_exec_error(const struct lct_task *task, const struct lct_view *view,
			   struct lct_value *value)
{
	int64_t err;

	(void)view;
	value->present = lct_task_number(task, LCT_COLUMN_exec_errno, &err);
	if (value->present)
		lct_errname(err, value->text, sizeof(value->text));
}

void lct_derive_code(const struct lct_task *task, const struct lct_view *view,
		     struct lct_value *value)
{
	const char *name;
	int64_t sig, code;

	(void)view;
	if (!lct_task_number(task, LCT_COLUMN_exit_signal, &sig) ||
	    !lct_task_number(task, LCT_COLUMN_signal_code, &code))
		return;
	value->present = true;
	name = lct_sicode(sig, code);
	if (name)
		snprintf(value->text, sizeof(value->text), "%s", name);
	else
		snprintf(value->text, sizeof(value->text), "%lld", (long long)code);
}

void lct_derive_signal_to_death_ns(const struct lct_task *task, const struct lct_view *view,
				   struct lct_value *value)
{
	(void)view;
	lct_derive_until_end(task, LCT_COLUMN_signal_sent_ns, value);
	/* An older module records the signal of a process whose leader had ended like this. */
	if (value->present && value->number < 0)
		value->present = false;
}

#define DERIVE_SIGNAL(name)							\
void lct_derive_##name(const struct lct_task *task, const struct lct_view *view,	\
		       struct lct_value *value)					\
{										\
	int64_t sig;								\
										\
	(void)view;								\
	value->present = lct_task_number(task, LCT_COLUMN_##name##_signal, &sig);	\
	if (value->present)							\
		lct_signame(sig, value->text, sizeof(value->text));		\
}

DERIVE_SIGNAL(stop)
DERIVE_SIGNAL(handled)
DERIVE_SIGNAL(ignored)

void lct_derive_parent(const struct lct_task *task, const struct lct_view *view,
		       struct lct_value *value)
{
	char comm[LCT_CELL_TEXT] = "";
	int64_t ppid;

	(void)view;
	if (!lct_task_number(task, LCT_COLUMN_ppid, &ppid))
		return;
	if (task->parent)
		lct_task_text(task->parent, LCT_COLUMN_comm, comm, sizeof(comm));
	value->present = true;
	snprintf(value->text, sizeof(value->text), "%s[%lld]", comm, (long long)ppid);
}

void lct_derive_held_by(const struct lct_task *task, const struct lct_view *view,
			struct lct_value *value)
{
	if (task->held && lct_parents_is_reapable(task))
		lct_derive_tracer(task->held, view, value);
}

void lct_derive_reap_delay_ns(const struct lct_task *task, const struct lct_view *view,
			      struct lct_value *value)
{
	(void)view;
	value->present = lct_task_reap_delay(task, &value->number);
}

void lct_derive_unreaped(const struct lct_task *task, const struct lct_view *view,
			 struct lct_value *value)
{
	if (view->has_unreaped && lct_task_is_leader(task) && !task->dead)
		lct_derive_set(value, task->unreaped);
}

void lct_derive_unreaped_max_ns(const struct lct_task *task, const struct lct_view *view,
				struct lct_value *value)
{
	if (view->has_unreaped && task->unreaped && task->unreaped_max_ns != INT64_MAX)
		lct_derive_set(value, task->unreaped_max_ns);
}

void lct_derive_reap_delay_mean_ns(const struct lct_task *task, const struct lct_view *view,
				   struct lct_value *value)
{
	int64_t sum, reaped;

	(void)view;
	if (lct_task_number(task, LCT_COLUMN_reap_delay_sum_ns, &sum) &&
	    lct_task_number(task, LCT_COLUMN_children_reaped, &reaped) && reaped > 0)
		lct_derive_set(value, sum / reaped);
}
