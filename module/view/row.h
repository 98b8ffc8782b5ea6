/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One task as one reader sees it: a value for each column, translated into the reader's PID
 * and user namespaces.
 */
#ifndef LC_ROW_H
#define LC_ROW_H

#include <linux/sched.h>

#include "base/access.h"
#include "record/death.h"
#include "record/record.h"
#include "view/cell.h"
#include "view/print.h"

/* Size of the text of a CPU affinity; a longer one ends in "...". */
#define LC_CPUS_LEN 64

/**
 * struct lc_row - the columns of one task, see LC_TASK_COLUMNS
 * @cpus_text: the text that cpus points to, if known
 */
struct lc_row {
	LC_TASK_COLUMNS(LC_CELL)
	char cpus_text[LC_CPUS_LEN];
};

extern const struct lc_layout lc_row_layout;

struct lc_subject lc_row_subject(const struct lc_viewer *viewer, const struct task_struct *task);
bool lc_row_living(struct lc_row *row, struct lc_viewer *viewer,
		   const struct lc_task *rec);
bool lc_row_dead(struct lc_row *row, struct lc_viewer *viewer,
		 const struct lc_death *dead);
bool lc_row_by_task(struct lc_row *row, struct lc_viewer *viewer,
		    const struct task_struct *task);
bool lc_row_by_nr(struct lc_row *row, struct lc_viewer *viewer, pid_t nr);

/* row_exec.c */
void lc_row_exec(struct lc_row *row, struct lc_viewer *viewer, const struct lc_facts *facts,
		 const struct lc_subject *subject, enum lc_guard guard);

/* row_session.c */
void lc_row_session(struct lc_row *row, struct lc_viewer *viewer,
		    const struct lc_session *session);

/* row_trace.c */
void lc_row_trace_living(struct lc_row *row, struct lc_viewer *viewer,
			 struct task_struct *task, const struct lc_facts *facts);
void lc_row_trace_dead(struct lc_row *row, struct lc_viewer *viewer,
		       const struct lc_death *dead);

/* row_exit.c */
u64 lc_row_exit_facts(const struct lc_task *rec, struct lc_facts *facts, unsigned int *steps);
void lc_row_exit_living(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_task *rec, struct lc_facts *facts,
			unsigned int steps, const struct lc_subject *subject);
void lc_row_exit_dead(struct lc_row *row, struct lc_viewer *viewer,
		      const struct lc_death *dead, const struct lc_subject *subject);

/* row_process.c */
void lc_row_signals(struct lc_row *row, struct lc_viewer *viewer,
		    const struct lc_facts *facts);
void lc_row_fatal(struct lc_row *row, struct lc_viewer *viewer, int sig,
		  const struct lc_facts *facts, const struct lc_subject *subject);
void lc_row_process(struct lc_row *row, struct lc_viewer *viewer,
		    const struct lc_facts *facts);
void lc_row_usage(struct lc_row *row, const struct lc_usage *usage);

#endif /* LC_ROW_H */
