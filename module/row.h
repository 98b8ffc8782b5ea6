/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One task as one reader sees it: every fact under the name of its column, in
 * the reader's pid and user namespace.
 *
 * LC_COLUMNS is the order of the columns and the list of their names; the
 * structure, the header line and the printing derive from it. Columns are
 * appended only.
 */
#ifndef LC_ROW_H
#define LC_ROW_H

#include <linux/sched.h>
#include <linux/seq_file.h>

#include "access.h"
#include "dead.h"
#include "task.h"

/* An unknown or inapplicable number; shown as "-". */
#define LC_UNKNOWN S64_MIN

/*
 * NUM: a number. WORD: a word of ours. TEXT: a task's own text, escaped.
 * HIST: counts by bucket, comma-separated.
 */
#define LC_COLUMNS(NUM, WORD, TEXT, HIST)				\
	NUM(pid) NUM(tgid) NUM(ppid) NUM(birth_ppid) NUM(uid)		\
	TEXT(comm) WORD(state) WORD(cause) WORD(policy)			\
	NUM(nice) NUM(rtprio) NUM(cpu)					\
	NUM(born_ns) NUM(died_ns) NUM(reaped_ns)			\
	NUM(run_ns) NUM(runnable_ns) NUM(sleep_ns) NUM(disk_ns)		\
	NUM(stopped_ns) NUM(zombie_ns) NUM(unknown_ns)			\
	NUM(switches_voluntary) NUM(switches_involuntary)		\
	NUM(wakeups) NUM(migrations) NUM(latency_max_ns)		\
	NUM(exit_code) NUM(exit_signal) NUM(core)			\
	NUM(killer_pid) TEXT(killer_comm) NUM(killer_uid)		\
	NUM(reaper_pid) WORD(oom_kind)					\
	NUM(now_ns) NUM(first_run_ns) NUM(new_ns) NUM(iowait_ns)	\
	NUM(traced_ns) NUM(parked_ns) NUM(idle_ns) NUM(frozen_ns)	\
	NUM(runs) NUM(execs) NUM(exec_ns)				\
	NUM(forks) NUM(forks_failed) NUM(fork_ns)			\
	WORD(birth) NUM(death_seq)					\
	NUM(latency_max_at_ns) NUM(preemptor_pid) TEXT(preemptor_comm)	\
	HIST(latency_hist)						\
	NUM(weight) NUM(vruntime_ns) WORD(cpus) NUM(yields)		\
	NUM(runnable_entries) NUM(sleep_entries) NUM(disk_entries)	\
	NUM(iowait_entries) NUM(stopped_entries) NUM(traced_entries)	\
	NUM(parked_entries) NUM(idle_entries) NUM(frozen_entries)	\
	NUM(dead_threads) NUM(dead_threads_run_ns)			\
	NUM(dead_threads_runnable_ns)					\
	NUM(dead_threads_switches_voluntary)				\
	NUM(dead_threads_switches_involuntary)

#define LC_ROW_NUM(name)	s64 name;
#define LC_ROW_WORD(name)	const char *name;
#define LC_ROW_TEXT(name)	struct lc_text name;
#define LC_ROW_HIST(name)	u64 name[LC_LATENCY_BUCKETS];

/**
 * struct lc_text - what a task calls itself
 * @known: false shows as "-"
 * @text: the name
 */
struct lc_text {
	bool known;
	char text[TASK_COMM_LEN];
};

/* Room for the list of a task's CPUs; a longer one ends in "...". */
#define LC_CPUS_LEN 64

/**
 * struct lc_row - the columns of one task, see LC_COLUMNS
 * @cpus_text: what cpus points to, if it is known
 */
struct lc_row {
	LC_COLUMNS(LC_ROW_NUM, LC_ROW_WORD, LC_ROW_TEXT, LC_ROW_HIST)
	char cpus_text[LC_CPUS_LEN];
};

bool lc_row_living(struct lc_row *row, struct lc_viewer *viewer,
		   const struct lc_task *rec);
bool lc_row_dead(struct lc_row *row, struct lc_viewer *viewer,
		 const struct lc_dead *dead);
bool lc_row_by_task(struct lc_row *row, struct lc_viewer *viewer,
		    const struct task_struct *task);
bool lc_row_by_nr(struct lc_row *row, struct lc_viewer *viewer, pid_t nr);

void lc_row_header(struct seq_file *m);
void lc_row_print_line(struct seq_file *m, const struct lc_row *row);
void lc_row_print_list(struct seq_file *m, const struct lc_row *row);

#endif /* LC_ROW_H */
