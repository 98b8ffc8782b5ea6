// SPDX-License-Identifier: GPL-2.0
/* The time that a task waited because its cgroup had used up its quota of CPU time. */
#include <string.h>

#include "task/derive.h"
#include "task/value.h"
#include "why/quota.h"

/* A hundredth of its life, or of the age of what still lives */
static bool matters(const struct lct_case *c, int64_t throttled)
{
	struct lct_value life;

	lct_value_get(LCT_COLUMN_life_ns, c->task, c->view, &life);
	return throttled > 0 && (!life.present || throttled >= life.number / 100);
}

/* The limit may be that of a cgroup above its own. */
static void put_cgroup(const struct lct_case *c, FILE *out)
{
	char path[2 * LCT_CELL_ESCAPED];

	fputs("its cgroup", out);
	if (lct_value_format(LCT_COLUMN_cgroup, c->form, c->task, c->view, path, sizeof(path)) &&
	    strcmp(path, "/"))
		fprintf(out, " %s", path);
	fputs(" or one above it", out);
}

/**
 * lct_quota_print() - print how long a task waited because of a quota
 * @c:		the case
 * @out:	output stream; nothing is written if it hardly did, or if that is not known
 */
void lct_quota_print(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;
	const bool alive = !task->dead && !lct_task_is_zombie(task);
	int64_t waited, throttled;

	if (!lct_task_number(task, LCT_COLUMN_throttled_ns, &throttled) ||
	    !lct_task_number(task, LCT_COLUMN_runnable_ns, &waited) || !matters(c, throttled))
		return;
	fprintf(out, "; it %s waited ", alive ? "has" : "had");
	lct_case_put_duration(waited, out);
	fputs(" for a CPU, ", out);
	lct_case_put_duration(throttled, out);
	fputs(" of it because ", out);
	put_cgroup(c, out);
	fputs(" was over its CPU quota (cpu.max)", out);
}
