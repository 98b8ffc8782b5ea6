/* SPDX-License-Identifier: GPL-2.0 */
/* Tasks made of facts, and the sentences about them. */
#ifndef LCT_TESTS_MADE_H
#define LCT_TESTS_MADE_H

#include "ktap.h"
#include "why/sentence.h"

#define NR(a) (sizeof(a) / sizeof(*(a)))

/* Facts that a case has unless it says otherwise: a life of 2s, reaped at once. */
static const char common[] = "pid=7 tgid=7 ppid=5 comm=x born_ns=1000000000 reaped_ns=3000000000 "
			     "zombie_ns=0 reaper_pid=5 reap=waited";

/* What differs for a task that has not been reaped. */
#define ALIVE			"reaped_ns=- now_ns=3000000000 reaper_pid=- reap=- "

/**
 * struct made - a task made of facts
 * @task:	the task, which points into @text
 * @text:	"name=value name=value"
 */
struct made {
	struct lct_task task;
	char text[1024];
};

static void number(const struct lct_task *task, enum lct_column_id id, int64_t *value)
{
	lct_task_number(task, id, value);
}

static void make(struct made *made, const char *facts)
{
	char *save = NULL, *fact;

	memset(made, 0, sizeof(*made));
	snprintf(made->text, sizeof(made->text), "%s %s", common, facts);
	for (fact = strtok_r(made->text, " ", &save); fact; fact = strtok_r(NULL, " ", &save)) {
		char *value = strchr(fact, '=');
		int id = lct_column_find(&lct_task_catalog, fact, value - fact);

		if (id < 0 || id >= LCT_COLUMN_KERNEL_NR)
			abort();
		made->task.cell[id] = strcmp(value + 1, "-") ? value + 1 : NULL;
	}
	made->task.end_ns = INT64_MAX;
	number(&made->task, LCT_COLUMN_pid, &made->task.pid);
	number(&made->task, LCT_COLUMN_tgid, &made->task.tgid);
	number(&made->task, LCT_COLUMN_ppid, &made->task.ppid);
	made->task.birth_ppid = -1;
	number(&made->task, LCT_COLUMN_birth_ppid, &made->task.birth_ppid);
	number(&made->task, LCT_COLUMN_born_ns, &made->task.born_ns);
	number(&made->task, LCT_COLUMN_reaped_ns, &made->task.end_ns);
	made->task.dead = made->task.end_ns != INT64_MAX ||
			  lct_task_is_word(&made->task, LCT_COLUMN_state, "dead");
}

static inline void judge(const struct lct_case *c, const char *wanted, const char *description)
{
	const struct lct_view view = { 0 };
	struct lct_case seen = *c;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	seen.view = &view;
	lct_sentence_print(&seen, out);
	fclose(out);
	same(text, wanted, description);
	free(text);
}

#endif
