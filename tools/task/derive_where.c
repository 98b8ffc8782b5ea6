// SPDX-License-Identifier: GPL-2.0
/* Where a task belongs: units of systemd, and its terminal. */
#include <string.h>

#include "task/derive.h"
#include "task/unit.h"
#include "text/systemd.h"
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

static void unit_of(const struct lct_task *task, enum lct_column_id cgroup,
		    struct lct_value *value)
{
	char path[LCT_CELL_TEXT];

	value->present = lct_task_text(task, cgroup, path, sizeof(path)) &&
			 lct_systemd_unit(path, value->text, sizeof(value->text));
}

#define DERIVE_UNIT(name, cgroup)						\
void lct_derive_##name(const struct lct_task *task, const struct lct_view *view,	\
		       struct lct_value *value)					\
{										\
	(void)view;								\
	unit_of(task, LCT_COLUMN_##cgroup, value);				\
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
