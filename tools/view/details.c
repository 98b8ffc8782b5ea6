// SPDX-License-Identifier: GPL-2.0
/* The details of one task, as labelled lines. */
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
	{ "process", LCT_COLUMN_tgid },
	{ "parent", LCT_COLUMN_ppid },
	{ "tracer", LCT_COLUMN_tracer },
	{ "init of PID namespace", LCT_COLUMN_pidns_init_pid },
	{ "user ID", LCT_COLUMN_uid },
	{ "state", LCT_COLUMN_state },
	{ "since", LCT_COLUMN_state_since_ns },
	{ "policy", LCT_COLUMN_policy },
	{ "nice", LCT_COLUMN_nice },
	{ "weight", LCT_COLUMN_weight },
	{ "virtual runtime", LCT_COLUMN_vruntime_ns },
	{ "real-time priority", LCT_COLUMN_rtprio },
	{ "CPU", LCT_COLUMN_cpu },
	{ "allowed CPUs", LCT_COLUMN_cpus },
	{ "program", LCT_COLUMN_exe },
	{ "arguments", LCT_COLUMN_args },
	{ "unit", LCT_COLUMN_unit },
	{ "cgroup", LCT_COLUMN_cgroup },
	{ "process group", LCT_COLUMN_pgid },
	{ "session", LCT_COLUMN_sid },
	{ "terminal", LCT_COLUMN_tty },
	{ "login session", LCT_COLUMN_session },
	{ "login user ID", LCT_COLUMN_loginuid },
	{ "Birth", -1 },
	{ "born", LCT_COLUMN_born_ns },
	{ "created by", LCT_COLUMN_birth },
	{ "parent at birth", LCT_COLUMN_birth_ppid },
	{ "first on a CPU after", LCT_COLUMN_birth_delay_ns },
	{ "Exec and fork", -1 },
	{ "programs executed", LCT_COLUMN_execs },
	{ "newest exec", LCT_COLUMN_exec_ns },
	{ "failed execs", LCT_COLUMN_execs_failed },
	{ "newest failed with", LCT_COLUMN_exec_error },
	{ "newest failed path", LCT_COLUMN_exec_failed_path },
	{ "newest failed at", LCT_COLUMN_exec_failed_ns },
	{ "forks", LCT_COLUMN_forks },
	{ "failed forks", LCT_COLUMN_forks_failed },
	{ "time spent forking", LCT_COLUMN_fork_ns },
	{ "Resource usage", -1 },
	{ "user CPU time", LCT_COLUMN_user_ns },
	{ "system CPU time", LCT_COLUMN_system_ns },
	{ "minor page faults", LCT_COLUMN_faults_minor },
	{ "major page faults", LCT_COLUMN_faults_major },
	{ "peak resident memory", LCT_COLUMN_rss_peak_bytes },
	{ "Scheduling", -1 },
	{ "times on a CPU", LCT_COLUMN_runs },
	{ "voluntary switches", LCT_COLUMN_switches_voluntary },
	{ "involuntary switches", LCT_COLUMN_switches_involuntary },
	{ "sched_yield() calls", LCT_COLUMN_yields },
	{ "wakeups", LCT_COLUMN_wakeups },
	{ "migrations", LCT_COLUMN_migrations },
	{ "over its CPU quota", LCT_COLUMN_throttled_ns },
	{ "longest wait for a CPU", LCT_COLUMN_latency_max_ns },
	{ "longest wait ended", LCT_COLUMN_latency_max_at_ns },
	{ "previous task on the CPU", LCT_COLUMN_latency_max_prev },
	{ "Signals", -1 },
	{ "sent", LCT_COLUMN_signals_sent },
	{ "received", LCT_COLUMN_signals_received },
	{ "handled", LCT_COLUMN_signals_handled },
	{ "ignored", LCT_COLUMN_signals_ignored },
	{ "blocked when sent", LCT_COLUMN_signals_blocked },
	{ "handled signal", LCT_COLUMN_handled },
	{ "handled at", LCT_COLUMN_handled_ns },
	{ "handled, sent by", LCT_COLUMN_handled_sender },
	{ "that sender born", LCT_COLUMN_handled_sender_start_ns },
	{ "that sender's program", LCT_COLUMN_handled_sender_exe },
	{ "that sender's unit", LCT_COLUMN_handled_sender_unit },
	{ "that sender's cgroup", LCT_COLUMN_handled_sender_cgroup },
	{ "that sender's login uid", LCT_COLUMN_handled_sender_loginuid },
	{ "ignored signal", LCT_COLUMN_ignored },
	{ "ignored at", LCT_COLUMN_ignored_sent_ns },
	{ "ignored, sent by", LCT_COLUMN_ignored_sender },
	{ "this sender born", LCT_COLUMN_ignored_sender_start_ns },
	{ "this sender's program", LCT_COLUMN_ignored_sender_exe },
	{ "this sender's unit", LCT_COLUMN_ignored_sender_unit },
	{ "this sender's cgroup", LCT_COLUMN_ignored_sender_cgroup },
	{ "this sender's login uid", LCT_COLUMN_ignored_sender_loginuid },
	{ "newest stop signal", LCT_COLUMN_stop },
	{ "stop signal sent", LCT_COLUMN_stop_sent_ns },
	{ "stopped by", LCT_COLUMN_stop_sender },
	{ "stop sender's user ID", LCT_COLUMN_stop_sender_uid },
	{ "SIGCONT sent", LCT_COLUMN_continue_sent_ns },
	{ "continued by", LCT_COLUMN_continue_sender },
	{ "SIGCONT sender's user ID", LCT_COLUMN_continue_sender_uid },
	{ "Children", -1 },
	{ "born", LCT_COLUMN_children },
	{ "waited for", LCT_COLUMN_children_reaped },
	{ "reaped automatically", LCT_COLUMN_children_auto_reaped },
	{ "longest reap delay", LCT_COLUMN_reap_delay_max_ns },
	{ "mean reap delay", LCT_COLUMN_reap_delay_mean_ns },
	{ "Orphaned", -1 },
	{ "orphaned at", LCT_COLUMN_orphaned_ns },
	{ "parent that died", LCT_COLUMN_orphaned_by },
	{ "adopted by", LCT_COLUMN_adopter },
	{ "Death", -1 },
	{ "cause", LCT_COLUMN_cause },
	{ "exit", LCT_COLUMN_exit },
	{ "signal origin", LCT_COLUMN_signal_origin },
	{ "signal code", LCT_COLUMN_code },
	{ "fault address", LCT_COLUMN_fault_address },
	{ "signal sent", LCT_COLUMN_signal_sent_ns },
	{ "state when sent", LCT_COLUMN_signal_state },
	{ "from signal to death", LCT_COLUMN_signal_to_death_ns },
	{ "killer", LCT_COLUMN_killer },
	{ "killer's user ID", LCT_COLUMN_killer_uid },
	{ "killer kind", LCT_COLUMN_killer_kind },
	{ "killer started by", LCT_COLUMN_killer_parent },
	{ "killer born", LCT_COLUMN_killer_start_ns },
	{ "killer's program", LCT_COLUMN_killer_exe },
	{ "killer's arguments", LCT_COLUMN_killer_args },
	{ "killer's unit", LCT_COLUMN_killer_unit },
	{ "killer's cgroup", LCT_COLUMN_killer_cgroup },
	{ "killer's login user ID", LCT_COLUMN_killer_loginuid },
	{ "exit initiated by", LCT_COLUMN_exit_initiator_pid },
	{ "OOM scope", LCT_COLUMN_oom_kind },
	{ "OOM kill number", LCT_COLUMN_oom_seq },
	{ "exit phase", LCT_COLUMN_exit_phase },
	{ "exit began", LCT_COLUMN_died_ns },
	{ "core dump ended", LCT_COLUMN_core_dumped_ns },
	{ "time to exit", LCT_COLUMN_exit_time_ns },
	{ "zombie for", LCT_COLUMN_zombie_ns },
	{ "tracer let it go", LCT_COLUMN_tracer_left_ns },
	{ "reapable since", LCT_COLUMN_reapable_ns },
	{ "reaped", LCT_COLUMN_reaped_ns },
	{ "reap method", LCT_COLUMN_reap },
	{ "reaped by", LCT_COLUMN_reaper_pid },
	{ "death number", LCT_COLUMN_death_seq },
};

#define NR_FACTS	(sizeof(facts) / sizeof(*facts))

/**
 * lct_details_label() - get the label of a fact
 * @id:		its column
 *
 * Return: the label, or the name of a column without one.
 */
const char *lct_details_label(enum lct_column_id id)
{
	size_t i;

	for (i = 0; i < NR_FACTS; i++)
		if (facts[i].id == (int)id)
			return facts[i].label;
	return lct_columns[id].name;
}

/* States and the columns of their times; all together are the life of the task. */
static const struct {
	const char *word;
	enum lct_column_id id;
} states[] = {
	{ "new", LCT_COLUMN_new_ns },
	{ "running", LCT_COLUMN_run_ns },
	{ "runnable", LCT_COLUMN_runnable_ns },
	{ "sleeping", LCT_COLUMN_sleep_ns },
	{ "disk", LCT_COLUMN_disk_ns },
	{ "iowait", LCT_COLUMN_iowait_ns },
	{ "stopped", LCT_COLUMN_stopped_ns },
	{ "traced", LCT_COLUMN_traced_ns },
	{ "parked", LCT_COLUMN_parked_ns },
	{ "idle", LCT_COLUMN_idle_ns },
	{ "frozen", LCT_COLUMN_frozen_ns },
	{ "zombie", LCT_COLUMN_zombie_ns },
	{ "unknown", LCT_COLUMN_unknown_ns },
};

#define NR_STATES	(sizeof(states) / sizeof(*states))

/* Has a section any fact to print? */
static bool has_facts(const struct fact *heading, const struct lct_task *task,
		      const struct lct_view *view)
{
	const struct fact *fact;
	struct lct_value value;

	for (fact = heading + 1; fact < facts + NR_FACTS && fact->id >= 0; fact++) {
		lct_value_get(fact->id, task, view, &value);
		if (value.present && (value.number || strcmp(value.text, "-")) &&
		    fact->id != LCT_COLUMN_zombie_ns)
			return true;
	}
	return false;
}

/**
 * lct_details_print() - print the facts of a task, in sections
 * @task:	the task
 * @view:	clock of the times
 */
void lct_details_print(const struct lct_task *task, const struct lct_view *view)
{
	char text[2 * LCT_CELL_ESCAPED];
	bool printing = true;
	size_t i;

	for (i = 0; i < NR_FACTS; i++) {
		if (facts[i].id < 0) {
			printing = has_facts(&facts[i], task, view);
			if (printing)
				printf("\n%s\n", facts[i].label);
		} else if (printing && lct_value_format(facts[i].id, LCT_FORM_HUMAN, task, view,
						       text, sizeof(text))) {
			printf("  %-24s %s\n", facts[i].label, text);
		}
	}
}

/* The line that checks that no time is missing or counted twice. */
static void print_sum(const struct lct_task *task, int64_t sum, int64_t life)
{
	const char *end = task->dead ? "reaping" : "now";
	char text[LCT_CLOCK_TEXT];

	lct_clock_duration(sum, text, sizeof(text));
	printf("  %-12s %10s  100.0%%", "sum", text);
	if (sum == life)
		printf("  = from birth to %s, to the nanosecond (%lldns)\n", end,
		       (long long)life);
	else
		printf("  NOT from birth to %s: off by %lldns\n", end, (long long)(sum - life));
}

/**
 * lct_details_states() - print the time in each state, and check the sum
 * @task: the task
 */
void lct_details_states(const struct lct_task *task)
{
	int64_t ns[NR_STATES] = { 0 }, sum = 0, born, end;
	char text[LCT_CLOCK_TEXT];
	size_t i;

	for (i = 0; i < NR_STATES; i++) {
		lct_task_number(task, states[i].id, &ns[i]);
		sum += ns[i];
	}
	printf("\nTime in each state\n");
	for (i = 0; i < NR_STATES; i++) {
		if (!ns[i])
			continue;
		lct_clock_duration(ns[i], text, sizeof(text));
		printf("  %-12s %10s %6.1f%%\n", states[i].word, text,
		       100.0 * (double)ns[i] / (double)sum);
	}
	if (lct_task_number(task, LCT_COLUMN_born_ns, &born) &&
	    (lct_task_number(task, LCT_COLUMN_reaped_ns, &end) ||
	     lct_task_number(task, LCT_COLUMN_now_ns, &end)))
		print_sum(task, sum, end - born);
}
