// SPDX-License-Identifier: GPL-2.0
/* Where a task belongs: units of systemd, and its terminal. */
#include "task/derive.h"
#include "task/unit.h"
#include "text/tty.h"

void lct_derive_replaces(const struct lct_task *task, const struct lct_view *view,
			 struct lct_value *value)
{
	if (task->replaces)
		lct_derive_id(task->replaces, view, value);
}

void lct_derive_down_ns(const struct lct_task *task, const struct lct_view *view,
			struct lct_value *value)
{
	(void)view;
	if (task->replaces)
		lct_derive_set(value, lct_unit_down(task));
}

#define DERIVE_UNIT(name, cgroup)						\
void lct_derive_##name(const struct lct_task *task, const struct lct_view *view,	\
		       struct lct_value *value)					\
{										\
	(void)view;								\
	value->present = lct_unit_of(task, LCT_COLUMN_##cgroup, value->text,	\
				     sizeof(value->text));			\
}

DERIVE_UNIT(unit, cgroup)
DERIVE_UNIT(killer_unit, killer_cgroup)
DERIVE_UNIT(handled_sender_unit, handled_sender_cgroup)
DERIVE_UNIT(ignored_sender_unit, ignored_sender_cgroup)

void lct_derive_tty(const struct lct_task *task, const struct lct_view *view,
		    struct lct_value *value)
{
	int64_t nr;

	(void)view;
	value->present = lct_task_number(task, LCT_COLUMN_tty_nr, &nr);
	if (value->present)
		lct_tty_name(nr, value->text, sizeof(value->text));
}
