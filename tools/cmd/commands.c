// SPDX-License-Identifier: GPL-2.0
/* The table of commands: what each takes, shows and does. */
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "options/options.h"
#include "task/oom_kill.h"

#define FORM	"rnJ"
#define COMMON	"RhV"

const struct lct_command lct_commands[] = {
	{ "run", lct_cmd_run, "[--] COMMAND [ARG...]",
	  "Run a command and tell the life story of all its descendants",
	  "+oLwO" FORM "hV",
	  "comm,pid,state,start,life,run,?runnable,?sleep,?disk,?iowait,?stopped,?traced,"
	  "?frozen,?zombie,switches,exit,cause,?killer", NULL },
	{ "ps", lct_cmd_ps, "", "List the living tasks, zombies included", "opL" FORM COMMON,
	  "pid,ppid,comm,state,age,run,runnable,sleep,blocked,?stopped,?zombie,latency_max,"
	  "switches", NULL },
	{ "dead", lct_cmd_dead, "", "List the dead, oldest first", "opLxWKScU" FORM COMMON,
	  "pid,ppid,comm,died,cause,exit,killer,life,run,runnable,sleep,?blocked,?stopped,?traced,"
	  "zombie,?unknown", NULL },
	{ "why", lct_cmd_why, "PID...", "Tell in a sentence why a task died, and on what evidence",
	  "J" COMMON, NULL, NULL },
	{ "show", lct_cmd_show, "PID...", "Show all that is known of a task, living or dead",
	  "dJ" COMMON, NULL, NULL },
	{ "tree", lct_cmd_tree, "[PID]", "Draw the families of the living and the dead",
	  "oLl" FORM COMMON, "comm,pid,state,age,life,run,?zombie,exit,cause,killer", NULL },
	{ "zombies", lct_cmd_zombies, "", "List the zombies, and the parents that leave them lying",
	  "o" FORM COMMON, "pid,comm,state_age,exit,cause,parent", NULL },
	{ "oom", lct_cmd_oom, "", "List whom the kernel's OOM killer has killed, newest last",
	  "o" FORM COMMON,
	  "oom_seq,killed,pid,comm,oom_kind,?cgroup,trigger,order,points,oom_score_adj,rss,?swap,"
	  "freed_after", &lct_oom_catalog },
	{ "latency", lct_cmd_latency, "[INTERVAL [COUNT]]",
	  "Show how long tasks have waited for a CPU, as histograms", "pCcJ" COMMON, NULL, NULL },
	{ "status", lct_cmd_status, "", "Show the module's totals, losses and hooks", "J" COMMON,
	  NULL, NULL },
	{ "columns", lct_cmd_columns, "[COMMAND]", "List the columns that -o of a command takes",
	  "nJhV", NULL, NULL },
	{ NULL, NULL, NULL, NULL, NULL, NULL, NULL },
};
