// SPDX-License-Identifier: GPL-2.0
/* The table of commands: arguments, help, options and default columns. */
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "options/options.h"
#include "task/oom_kill.h"

#define FORM	"rnJ"
#define COMMON	"RhV"

const struct lct_command lct_commands[] = {
	{ "run", lct_cmd_run, "[--] COMMAND [ARG...]",
	  "Run a command and report the life cycle of all its descendants",
	  "+oLwO" FORM "hV",
	  "comm,pid,state,start,life,run,?runnable,?sleep,?disk,?iowait,?stopped,?traced,"
	  "?frozen,?zombie,switches,exit,cause,?killer", NULL },
	{ "ps", lct_cmd_ps, "", "List living tasks, including zombies", "opL" FORM COMMON,
	  "pid,ppid,comm,state,?exit_phase,age,run,runnable,sleep,blocked,?stopped,?zombie,"
	  "latency_max,switches", NULL },
	{ "dead", lct_cmd_dead, "", "List dead tasks, oldest first", "opLxWKScU" FORM COMMON,
	  "pid,ppid,comm,died,cause,exit,killer,life,run,runnable,sleep,?blocked,?stopped,?traced,"
	  "zombie,?unknown", NULL },
	{ "why", lct_cmd_why, "PID...", "Explain in a sentence why a task died, with evidence",
	  "J" COMMON, NULL, NULL },
	{ "show", lct_cmd_show, "PID...", "Print everything recorded about a task, living or dead",
	  "dJ" COMMON, NULL, NULL },
	{ "tree", lct_cmd_tree, "[PID]", "Draw the tree of processes, living and dead",
	  "oLl" FORM COMMON, "comm,pid,state,age,life,run,?zombie,exit,cause,killer", NULL },
	{ "zombies", lct_cmd_zombies, "", "List zombies, and the processes that could reap them",
	  "o" FORM COMMON, "pid,comm,state_age,exit,cause,parent,?held_by", NULL },
	{ "oom", lct_cmd_oom, "", "List the kernel's OOM kills, newest last",
	  "o" FORM COMMON,
	  "oom_seq,killed,pid,comm,selection,?already_dying,oom_kind,?oom_cgroup,trigger_kind,"
	  "trigger,order,points,oom_score_adj,rss,?swap,freed_after,?also_killer",
	  &lct_oom_catalog },
	{ "latency", lct_cmd_latency, "[INTERVAL [COUNT]]",
	  "Draw histograms of run-queue latency", "pCcJ" COMMON, NULL, NULL },
	{ "status", lct_cmd_status, "", "Print the module's totals, losses and hooks", "J" COMMON,
	  NULL, NULL },
	{ "columns", lct_cmd_columns, "[COMMAND]", "List the columns that a command's -o accepts",
	  "nJhV", NULL, NULL },
	{ NULL, NULL, NULL, NULL, NULL, NULL, NULL },
};
