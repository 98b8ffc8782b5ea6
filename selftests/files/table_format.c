// SPDX-License-Identifier: GPL-2.0
/* The format that other programs rely on does not change. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "table.h"

/* A witness: not made from the module's list. */
static const char task_columns[] =
	"pid tgid ppid birth_ppid pidns_init_pid pgid sid tty_nr session loginuid uid comm exe args "
	"cgroup state state_since_ns now_ns birth "
	"born_ns first_run_ns execs exec_ns execs_failed exec_errno exec_failed_path exec_failed_ns "
	"forks forks_failed fork_ns new_ns run_ns "
	"runnable_ns throttled_ns sleep_ns disk_ns iowait_ns stopped_ns traced_ns parked_ns idle_ns "
	"frozen_ns zombie_ns unknown_ns runs runnable_entries sleep_entries disk_entries "
	"iowait_entries stopped_entries traced_entries parked_entries idle_entries "
	"frozen_entries policy nice rtprio weight vruntime_ns cpu cpus "
	"switches_voluntary switches_involuntary wakeups migrations yields "
	"latency_max_ns latency_max_at_ns latency_max_prev_pid latency_max_prev_comm "
	"latency_hist user_ns system_ns faults_minor faults_major rss_peak_bytes "
	"signals_sent signals_received signals_handled signals_ignored signals_blocked "
	"handled_signal handled_ns handled_sent_ns handled_origin handled_sender_pid "
	"handled_sender_comm handled_sender_uid handled_sender_loginuid "
	"handled_sender_start_ns handled_sender_exe handled_sender_cgroup fault_signal "
	"fault_code fault_ns ignored_signal ignored_sent_ns ignored_origin "
	"ignored_sender_pid ignored_sender_comm ignored_sender_uid ignored_sender_loginuid "
	"ignored_sender_start_ns ignored_sender_exe ignored_sender_cgroup "
	"stop_signal stop_sent_ns stop_sender_pid stop_sender_comm stop_sender_uid "
	"continue_sent_ns continue_sender_pid continue_sender_comm continue_sender_uid "
	"exit_phase died_ns cause exit_code exit_signal core_dumped "
	"core_dumped_ns exit_initiator_pid "
	"signal_origin signal_rlimit signal_code signal_sent_ns signal_state fault_address killer_pid "
	"killer_comm killer_uid killer_tid killer_thread_comm killer_start_ns killer_exe "
	"killer_args killer_cgroup killer_loginuid killer_parent_pid killer_parent_comm "
	"killer_parent_died killer_lost oom_kind oom_seq "
	"death_seq tracer_pid tracer_comm tracer_left_ns reapable_ns reaped_ns reap "
	"reaper_pid orphaned_ns orphaned_by_pid "
	"orphaned_by_comm adopter_pid adopter_comm children children_reaped "
	"children_auto_reaped reap_delay_max_ns reap_delay_sum_ns dead_threads "
	"dead_threads_run_ns dead_threads_runnable_ns dead_threads_switches_voluntary "
	"dead_threads_switches_involuntary dead_threads_last_ns";

static const char oom_columns[] =
	"oom_seq oom_event killed_ns freed_ns oom_kind pid uid comm cgroup selection "
	"already_dying sigkill_sent also_killed_ns also_killer_pid also_killer_comm "
	"trigger_kind trigger_pid trigger_comm trigger_tid trigger_thread trigger_outside "
	"oom_cgroup order gfp_mask gfp_flags points oom_score_adj total_vm_bytes "
	"rss_anon_bytes rss_file_bytes rss_shmem_bytes swap_bytes page_tables_bytes";

static const char event_columns[] =
	"event_seq time_ns event lost pid tgid uid comm born_ns birth clone_flags errno exe args "
	"path signal signal_code signal_origin outcome exit_code exit_signal core_dumped cause "
	"reap by_pid by_comm by_uid adopter_pid new_comm new_uid new_euid new_suid new_gid "
	"new_egid new_sgid runnable_ns state cpu";

static void expect_header(const char *path, const char *columns)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK);
	char text[8192] = "", *second, *end;

	require(read(fd, text, sizeof(text) - 1) > 0, "%s: %s", path, strerror(errno));
	close(fd);
	second = strchr(text, '\n');
	require(second, "%s has no second line", path);
	end = strchr(++second, '\n');
	require(end, "%s: the header is not terminated", path);
	*end = '\0';
	expect_text(path, second, columns);
}

static void headers(void)
{
	expect_header(LC_PROC "tasks", task_columns);
	expect_header(LC_PROC "dead", task_columns);
	expect_header(LC_PROC "oom", oom_columns);
	expect_header(LC_PROC "events", event_columns);
	expect_header(LC_PROC "switches", event_columns);
	expect_header(LC_PROC "waits", event_columns);
}

static void names_match(void)
{
	struct table *tasks = table_read(LC_PROC "tasks");
	struct table *self = values_read(LC_PROC "self");
	struct table *init = task_get(1);

	expect_u64("lines of self", self->columns, tasks->columns);
	expect_u64("lines of task", init->columns, tasks->columns);
	for (int i = 0; i < tasks->columns && i < self->columns && i < init->columns; i++) {
		expect_text("a name in self", self->names[i], tasks->names[i]);
		expect_text("a name in task", init->names[i], tasks->names[i]);
	}
}

static void names_are_unique(void)
{
	struct table *tasks = table_read(LC_PROC "tasks");

	for (int i = 0; i < tasks->columns; i++)
		expect(table_column(tasks, tasks->names[i]) == i, "%s appears twice",
		       tasks->names[i]);
}

static bool in_list(const char *word, const char *list)
{
	char padded[100], blank[1000];

	snprintf(padded, sizeof(padded), " %s ", word);
	snprintf(blank, sizeof(blank), " %s ", list);
	return strstr(blank, padded);
}

static const struct {
	const char *column, *words;
} closed_lists[] = {
	{ "state", "new running runnable sleeping disk iowait stopped traced parked idle frozen "
		   "zombie dead unknown" },
	{ "cause", "- exited failed killed crashed oom oom-cgroup pdeathsig pidns group exec "
		   "unknown" },
	{ "policy", "other fifo rr batch idle deadline ext" },
	{ "oom_kind", "- none global cgroup" },
	{ "birth", "- fork vfork thread kthread ioworker" },
	{ "core_dumped", "- 0 1" },
	{ "signal_origin", "- user self pdeathsig pidns oom fault seccomp timer rlimit terminal "
			   "pipe kernel tracer bpf sigio mqueue child orphan reboot sysrq deadline "
			   "perf hwpoison lsm cgroup" },
	{ "signal_rlimit", "- cpu rttime fsize" },
	{ "signal_state", "- new running runnable sleeping disk iowait stopped traced parked idle "
			  "frozen zombie unknown" },
	{ "exit_phase", "- killed coredump ptrace-event exiting pidns-wait exec-wait" },
	{ "reap", "- waited ignored thread tracer exec" },
};

static void expect_words(const char *path)
{
	struct table *table = table_read(path);

	for (int row = 0; row < table->rows; row++)
		for (size_t i = 0; i < ARRAY_SIZE(closed_lists); i++)
			expect(in_list(table_text(table, row, closed_lists[i].column),
				       closed_lists[i].words), "%s is '%s'", closed_lists[i].column,
			       table_text(table, row, closed_lists[i].column));
	table_free(table);
}

static void words(void)
{
	for (int i = 0; i < 10; i++)
		reap(spawn_helper("@exit", i));
	expect_words(LC_PROC "tasks");
	expect_words(LC_PROC "dead");
}

static void stats(void)
{
	struct table *stats_lines = values_read(LC_PROC "stats");
	char list[] =
		"now_ns realtime_ns loaded_ns living enrolled births enrolled_late lost "
		"lost_full lost_reserved lost_share lost_memory deaths execs dead "
		"dead_evicted dead_notable dead_notable_evicted dead_notable_oldest_ns "
		"dead_ordinary dead_ordinary_evicted dead_ordinary_oldest_ns dead_thread "
		"dead_thread_evicted dead_thread_oldest_ns oom_kills forks_failed oom_events "
		"oom_evicted";
	char *name;

	for (name = strtok(list, " "); name; name = strtok(NULL, " "))
		table_u64(stats_lines, 0, name);
}

static const struct ktap_case cases[] = {
	{ "'tasks', 'dead', 'oom' and 'events' have the documented columns in order", headers },
	{ "'task' and 'self' have the same names in the same order", names_match },
	{ "each column name is unique", names_are_unique },
	{ "words are from the documented lists", words },
	{ "'stats' has the documented names, all numbers", stats },
};

KTAP_MAIN(cases)
