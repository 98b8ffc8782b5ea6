// SPDX-License-Identifier: GPL-2.0
/* Named sets of columns. */
#include <string.h>
#include <strings.h>

#include "column/column_sets.h"

const struct lct_column_set lct_column_sets[] = {
	{ "sched", "how it is scheduled",
	  "policy,nice,rtprio,weight,vruntime,cpu,cpus,run_percent,switches_voluntary,"
	  "switches_involuntary,yields,migrations" },
	{ "latency", "its waits for a CPU",
	  "runs,runnable,latency_max,latency_max_at,preemptor,latency_hist" },
	{ "states", "its time in each state",
	  "new,run,runnable,sleep,disk,iowait,?stopped,?traced,?parked,?idle,?frozen,zombie,"
	  "?unknown" },
	{ "entries", "how often it entered each state",
	  "runs,runnable_entries,sleep_entries,disk_entries,iowait_entries,?stopped_entries,"
	  "?traced_entries,?parked_entries,?idle_entries,?frozen_entries" },
	{ "origin", "its birth",
	  "birth,birth_ppid,born,birth_delay,execs,exec_ns,forks,forks_failed" },
	{ "death", "its end",
	  "died,exit_time,zombie,reaped,reap,reaper_pid,cause,exit,killer,killer_uid,ender_pid,"
	  "oom_kind,death_seq" },
	{ "process", "its threads",
	  "threads,dead_threads,dead_threads_run,dead_threads_runnable,"
	  "dead_threads_switches_voluntary,dead_threads_switches_involuntary,"
	  "dead_threads_last" },
	{ "signals", "what it was sent",
	  "signals_sent,signals_received,signals_handled,signals_ignored,signals_blocked,stop,"
	  "stop_sent,stopper,continue_sent,continuer" },
	{ "fatal", "the signal that it died of",
	  "exit,signal_origin,code,signal_sent,signal_to_death,signal_state,fault_address,killer,"
	  "killer_kind,killer_parent" },
	{ "usage", "what it has used",
	  "user_ns,system_ns,faults_minor,faults_major,rss_peak" },
	{ "orphan", "the loss of its parent",
	  "parent,birth_ppid,orphaned,orphaned_by,adopter" },
	{ "reaping", "how it reaps its children",
	  "children,children_reaped,children_auto_reaped,unreaped,unreaped_max,reap_mean,"
	  "reap_max" },
	{ NULL, NULL, NULL },
};

const struct lct_column_set lct_column_sets_none[] = { { NULL, NULL, NULL } };

/**
 * lct_column_sets_find() - find a set by its name
 * @sets:	the sets there are
 * @name:	the name, in any case
 * @len:	its length
 *
 * Return: the set, or NULL.
 */
const struct lct_column_set *lct_column_sets_find(const struct lct_column_set *sets,
						  const char *name, size_t len)
{
	const struct lct_column_set *set;

	for (set = sets; set->name; set++)
		if (strlen(set->name) == len && !strncasecmp(set->name, name, len))
			return set;
	return NULL;
}
