// SPDX-License-Identifier: GPL-2.0
/* The facts of one task, in words. */
#include <stdio.h>
#include <string.h>

#include "task/value.h"
#include "view/details.h"

/* Facts in their order; one without a column begins a section. */
static const struct fact {
	const char *label;
	int id;
} facts[] = {
	{ "Task", -1 },
	{ "process", LC_COLUMN_tgid },
	{ "parent", LC_COLUMN_ppid },
	{ "user id", LC_COLUMN_uid },
	{ "state", LC_COLUMN_state },
	{ "since", LC_COLUMN_state_since_ns },
	{ "policy", LC_COLUMN_policy },
	{ "nice", LC_COLUMN_nice },
	{ "weight", LC_COLUMN_weight },
	{ "virtual run time", LC_COLUMN_vruntime_ns },
	{ "real-time priority", LC_COLUMN_rtprio },
	{ "CPU", LC_COLUMN_cpu },
	{ "CPUs allowed", LC_COLUMN_cpus },
	{ "program", LC_COLUMN_exe },
	{ "cgroup", LC_COLUMN_cgroup },
	{ "Birth", -1 },
	{ "born", LC_COLUMN_born_ns },
	{ "by", LC_COLUMN_birth },
	{ "parent at birth", LC_COLUMN_birth_ppid },
	{ "first on a CPU after", LC_COLUMN_birth_delay_ns },
	{ "Work", -1 },
	{ "programs executed", LC_COLUMN_execs },
	{ "last exec", LC_COLUMN_exec_ns },
	{ "forks", LC_COLUMN_forks },
	{ "forks failed", LC_COLUMN_forks_failed },
	{ "time spent forking", LC_COLUMN_fork_ns },
	{ "Use", -1 },
	{ "time in user mode", LC_COLUMN_user_ns },
	{ "time in the kernel", LC_COLUMN_system_ns },
	{ "minor page faults", LC_COLUMN_faults_minor },
	{ "major page faults", LC_COLUMN_faults_major },
	{ "most memory resident", LC_COLUMN_rss_peak_bytes },
	{ "Scheduling", -1 },
	{ "times on a CPU", LC_COLUMN_runs },
	{ "voluntary switches", LC_COLUMN_switches_voluntary },
	{ "involuntary switches", LC_COLUMN_switches_involuntary },
	{ "calls of sched_yield()", LC_COLUMN_yields },
	{ "wakeups", LC_COLUMN_wakeups },
	{ "migrations", LC_COLUMN_migrations },
	{ "longest wait for a CPU", LC_COLUMN_latency_max_ns },
	{ "which ended", LC_COLUMN_latency_max_at_ns },
	{ "who had the CPU then", LC_COLUMN_preemptor },
	{ "Signals", -1 },
	{ "sent", LC_COLUMN_signals_sent },
	{ "received", LC_COLUMN_signals_received },
	{ "taken by a handler", LC_COLUMN_signals_handled },
	{ "ignored", LC_COLUMN_signals_ignored },
	{ "blocked when sent", LC_COLUMN_signals_blocked },
	{ "last stop", LC_COLUMN_stop },
	{ "stop sent", LC_COLUMN_stop_sent_ns },
	{ "stopped by", LC_COLUMN_stopper },
	{ "stopper's user id", LC_COLUMN_stopper_uid },
	{ "continue sent", LC_COLUMN_continue_sent_ns },
	{ "continued by", LC_COLUMN_continuer },
	{ "continuer's user id", LC_COLUMN_continuer_uid },
	{ "Children", -1 },
	{ "born", LC_COLUMN_children },
	{ "waited for", LC_COLUMN_children_reaped },
	{ "reaped without a wait", LC_COLUMN_children_auto_reaped },
	{ "longest unreaped", LC_COLUMN_reap_max_ns },
	{ "mean unreaped", LC_COLUMN_reap_mean_ns },
	{ "Loss of the parent", -1 },
	{ "orphaned", LC_COLUMN_orphaned_ns },
	{ "by the death of", LC_COLUMN_orphaned_by },
	{ "adopted by", LC_COLUMN_adopter },
	{ "Death", -1 },
	{ "cause", LC_COLUMN_cause },
	{ "exit", LC_COLUMN_exit },
	{ "signal's origin", LC_COLUMN_signal_origin },
	{ "signal's code", LC_COLUMN_code },
	{ "fault's address", LC_COLUMN_fault_address },
	{ "signal sent", LC_COLUMN_signal_sent_ns },
	{ "state then", LC_COLUMN_signal_state },
	{ "from signal to death", LC_COLUMN_signal_to_death_ns },
	{ "killer", LC_COLUMN_killer },
	{ "killer's user id", LC_COLUMN_killer_uid },
	{ "killer's kind", LC_COLUMN_killer_kind },
	{ "killer's parent", LC_COLUMN_killer_parent },
	{ "ended by its thread", LC_COLUMN_ender_pid },
	{ "OOM kill", LC_COLUMN_oom_kind },
	{ "its number", LC_COLUMN_oom_seq },
	{ "began to exit", LC_COLUMN_died_ns },
	{ "zombie for", LC_COLUMN_zombie_ns },
	{ "reaped", LC_COLUMN_reaped_ns },
	{ "reaped how", LC_COLUMN_reap },
	{ "reaped by", LC_COLUMN_reaper_pid },
	{ "death number", LC_COLUMN_death_seq },
};

#define NR_FACTS	(sizeof(facts) / sizeof(*facts))

/**
 * lc_facts_label() - what a fact is called
 * @id:		its column
 *
 * Return: the label; the column's name where it is no fact here.
 */
const char *lc_facts_label(enum lc_column_id id)
{
	size_t i;

	for (i = 0; i < NR_FACTS; i++)
		if (facts[i].id == (int)id)
			return facts[i].label;
	return lc_columns[id].name;
}

/* States and where their time is; the sum of all is the life of the task. */
static const struct {
	const char *word;
	enum lc_column_id id;
} states[] = {
	{ "new", LC_COLUMN_new_ns },
	{ "running", LC_COLUMN_run_ns },
	{ "runnable", LC_COLUMN_runnable_ns },
	{ "sleeping", LC_COLUMN_sleep_ns },
	{ "disk", LC_COLUMN_disk_ns },
	{ "iowait", LC_COLUMN_iowait_ns },
	{ "stopped", LC_COLUMN_stopped_ns },
	{ "traced", LC_COLUMN_traced_ns },
	{ "parked", LC_COLUMN_parked_ns },
	{ "idle", LC_COLUMN_idle_ns },
	{ "frozen", LC_COLUMN_frozen_ns },
	{ "zombie", LC_COLUMN_zombie_ns },
	{ "unknown", LC_COLUMN_unknown_ns },
};

#define NR_STATES	(sizeof(states) / sizeof(*states))

/* Does a section have any fact to tell? Only the dead have one of death. */
static bool has_facts(const struct fact *heading, const struct lc_task *task,
		      const struct lc_view *view)
{
	const struct fact *fact;
	struct lc_value value;

	for (fact = heading + 1; fact < facts + NR_FACTS && fact->id >= 0; fact++) {
		lc_column_value(fact->id, task, view, &value);
		if (value.present && (value.number || strcmp(value.text, "-")) &&
		    fact->id != LC_COLUMN_zombie_ns)
			return true;
	}
	return false;
}

/**
 * lc_facts_print() - print what is known of a task, in sections
 * @task:	the task
 * @view:	clock of the times
 */
void lc_facts_print(const struct lc_task *task, const struct lc_view *view)
{
	char text[2 * LC_CELL_ESCAPED];
	bool telling = true;
	size_t i;

	for (i = 0; i < NR_FACTS; i++) {
		if (facts[i].id < 0) {
			telling = has_facts(&facts[i], task, view);
			if (telling)
				printf("\n%s\n", facts[i].label);
		} else if (telling && lc_column_format(facts[i].id, LC_FORM_HUMAN, task, view,
						       text, sizeof(text))) {
			printf("  %-24s %s\n", facts[i].label, text);
		}
	}
}

/* The line that shows that no time is missing or counted twice. */
static void print_sum(const struct lc_task *task, int64_t sum, int64_t life)
{
	const char *end = task->dead ? "reaping" : "now";
	char text[LC_CLOCK_TEXT];

	lc_clock_duration(sum, text, sizeof(text));
	printf("  %-12s %10s  100.0%%", "sum", text);
	if (sum == life)
		printf("  = from birth to %s, to the nanosecond (%lldns)\n", end,
		       (long long)life);
	else
		printf("  NOT from birth to %s: off by %lldns\n", end, (long long)(sum - life));
}

/**
 * lc_facts_states() - print the time in each state, and that none is missing
 * @task: the task
 */
void lc_facts_states(const struct lc_task *task)
{
	int64_t ns[NR_STATES] = { 0 }, sum = 0, born, end;
	char text[LC_CLOCK_TEXT];
	size_t i;

	for (i = 0; i < NR_STATES; i++) {
		lc_task_number(task, states[i].id, &ns[i]);
		sum += ns[i];
	}
	printf("\nTime in each state\n");
	for (i = 0; i < NR_STATES; i++) {
		if (!ns[i])
			continue;
		lc_clock_duration(ns[i], text, sizeof(text));
		printf("  %-12s %10s %6.1f%%\n", states[i].word, text,
		       100.0 * (double)ns[i] / (double)sum);
	}
	if (lc_task_number(task, LC_COLUMN_born_ns, &born) &&
	    (lc_task_number(task, LC_COLUMN_reaped_ns, &end) ||
	     lc_task_number(task, LC_COLUMN_now_ns, &end)))
		print_sum(task, sum, end - born);
}
