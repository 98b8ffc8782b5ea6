// SPDX-License-Identifier: GPL-2.0
/* A task to explain, and how other tasks are named in its sentence. */
#include "task/value.h"
#include "why/case.h"

/**
 * lct_case_put_task() - name another task
 * @c:		the case, for the form of the name
 * @task:	the task whose columns name it
 * @pid:	the column of its pid
 * @name:	the column of its name
 * @out:	output stream
 */
void lct_case_put_task(const struct lct_case *c, const struct lct_task *task,
		       enum lct_column_id pid, enum lct_column_id name, FILE *out)
{
	char comm[2 * LCT_CELL_ESCAPED];
	bool named = lct_value_format(name, c->form, task, c->view, comm, sizeof(comm));
	int64_t number;

	if (!lct_task_number(task, pid, &number))
		fputs(named ? comm : "an unknown process", out);
	else if (number)
		fprintf(out, "%s (pid %lld)", named ? comm : "a process", (long long)number);
	else
		fprintf(out, "%s (outside this PID namespace)", named ? comm : "a process");
}
