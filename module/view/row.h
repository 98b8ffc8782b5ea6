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

#include "base/access.h"
#include "record/history.h"
#include "record/record.h"

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
	NUM(dead_threads_switches_involuntary)				\
	NUM(signals_sent) NUM(signals_received) NUM(signals_handled)	\
	NUM(signals_ignored) NUM(signals_blocked)			\
	WORD(signal_origin) NUM(signal_code) NUM(signal_sent_ns)	\
	WORD(signal_state) NUM(fault_address)				\
	NUM(killer_parent_pid) TEXT(killer_parent_comm)			\
	NUM(stop_signal) NUM(stop_sent_ns)				\
	NUM(stopper_pid) TEXT(stopper_comm) NUM(stopper_uid)		\
	NUM(continue_sent_ns)						\
	NUM(continuer_pid) TEXT(continuer_comm) NUM(continuer_uid)	\
	NUM(ender_pid) NUM(user_ns) NUM(system_ns)			\
	NUM(faults_minor) NUM(faults_major) NUM(rss_peak_bytes)		\
	TEXT(exe) TEXT(cgroup) WORD(reap)				\
	NUM(orphaned_ns) NUM(orphaned_by_pid) TEXT(orphaned_by_comm)	\
	NUM(adopter_pid) TEXT(adopter_comm)				\
	NUM(children) NUM(children_reaped) NUM(children_auto_reaped)	\
	NUM(reap_max_ns) NUM(reap_sum_ns) NUM(oom_seq)		\
	NUM(state_since_ns) NUM(dead_threads_last_ns)

#define LC_ROW_NUM(name)	s64 name;
#define LC_ROW_WORD(name)	const char *name;
#define LC_ROW_TEXT(name)	struct lc_text name;
#define LC_ROW_HIST(name)	u32 name[LC_LATENCY_BUCKETS];

/**
 * struct lc_text - a name or path that somebody else has chosen
 * @known: false shows as "-"
 * @text: the name
 */
struct lc_text {
	bool known;
	char text[LC_CGROUP_LEN];
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

/* row_death.c: what row.c cannot see at a glance. */
void lc_row_signals(struct lc_row *row, struct lc_viewer *viewer,
		    const struct lc_facts *facts);
void lc_row_fatal(struct lc_row *row, struct lc_viewer *viewer, int sig,
		  const struct lc_facts *facts);
void lc_row_process(struct lc_row *row, struct lc_viewer *viewer,
		    const struct lc_facts *facts);
void lc_row_usage(struct lc_row *row, const struct lc_usage *usage);

void lc_row_set_text(struct lc_text *to, const char *from);
s64 lc_row_known(u64 value);

void lc_row_header(struct seq_file *m);
void lc_row_print_text(struct seq_file *m, const char *text);
void lc_row_print_line(struct seq_file *m, const struct lc_row *row);
void lc_row_print_list(struct seq_file *m, const struct lc_row *row);

#endif /* LC_ROW_H */
