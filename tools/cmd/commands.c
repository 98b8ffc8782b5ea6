// SPDX-License-Identifier: GPL-2.0
/* The table of commands: arguments, help, options and default columns. */
#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "options/options.h"
#include "task/event.h"
#include "task/oom_kill.h"

#define FORM	"rnJ"
/* Filters by where tasks belong */
#define PLACE	"UYugPs"
#define ORDER	"Hm"
#define COMMON	"RbDhV"

const struct lct_command lct_commands[] = {
	{ "run", lct_cmd_run, "[--] COMMAND [ARG...]",
	  "Run a command and report the life cycle of all its descendants",
	  "+oLwavzO" FORM "hV",
	  "comm,pid,state,start,life,run,?runnable,?sleep,?disk,?iowait,?stopped,?traced,"
	  "?frozen,?zombie,switches,exit,cause,?killer", NULL },
	{ "follow", lct_cmd_follow, "[[--] COMMAND [ARG...]]",
	  "Print what happens as it happens, or what a command and its descendants do",
	  "+eqtxpcUugYo" FORM "RhV", "time,event,pid,comm,detail", &lct_event_catalog },
	{ "ps", lct_cmd_ps, "", "List living tasks, including zombies",
	  "opLkcF" PLACE ORDER FORM COMMON,
	  "pid,ppid,comm,state,?exit_phase,age,run,runnable,sleep,blocked,?stopped,?zombie,"
	  "latency_max,switches", NULL },
	{ "dead", lct_cmd_dead, "", "List dead tasks, oldest first",
	  "opLxfWKSEc" PLACE ORDER FORM COMMON,
	  "pid,ppid,comm,?unit,died,cause,exit,killer,life,run,runnable,sleep,?blocked,?stopped,"
	  "?traced,zombie,?unknown", NULL },
	{ "top", lct_cmd_top, "", "Show the living and the newest dead, again and again",
	  "TIBkc" PLACE COMMON, NULL, NULL },
	{ "why", lct_cmd_why, "PID|PID#DEATH_SEQ|NAME|UNIT...",
	  "Explain in a sentence why a task died, with evidence", "NJ" COMMON, NULL, NULL },
	{ "show", lct_cmd_show, "PID...", "Print everything recorded about a task, living or dead",
	  "dJ" COMMON, NULL, NULL },
	{ "timeline", lct_cmd_timeline, "PID|PID#DEATH_SEQ|NAME|UNIT...",
	  "Print what happened to a task, in order", "nJ" COMMON, NULL, NULL },
	{ "tree", lct_cmd_tree, "[PID]", "Draw the tree of processes, living and dead",
	  "oLlc" PLACE FORM COMMON, "comm,pid,state,age,life,run,?zombie,exit,cause,killer", NULL },
	{ "unit", lct_cmd_unit, "UNIT...",
	  "List the processes of a unit of systemd, living and dead, and its restarts",
	  "o" FORM COMMON,
	  "id,ppid,comm,born,life,run,?zombie,cause,exit,killer,?replaces,?down", NULL },
	{ "zombies", lct_cmd_zombies, "", "List zombies, and the processes that could reap them",
	  "oc" PLACE ORDER FORM COMMON, "pid,comm,?unit,state_age,exit,cause,parent,?held_by",
	  NULL },
	{ "oom", lct_cmd_oom, "", "List the kernel's OOM kills, newest last",
	  "ocUYug" FORM COMMON,
	  "oom_seq,killed,pid,comm,?unit,selection,?already_dying,oom_kind,?oom_cgroup,trigger_kind,"
	  "trigger,order,points,oom_score_adj,rss,?swap,freed_after,?also_killer",
	  &lct_oom_catalog },
	{ "latency", lct_cmd_latency, "[INTERVAL [COUNT]]",
	  "Draw histograms of run-queue latency", "pCcJ" COMMON, NULL, NULL },
	{ "status", lct_cmd_status, "", "Print the module's totals, losses and hooks", "J" COMMON,
	  NULL, NULL },
	{ "record", lct_cmd_record, "", "Keep the deaths of this boot on disk",
	  "1MADRhV", NULL, NULL },
	{ "boots", lct_cmd_boots, "", "List the boots that have been recorded", "DnJhV",
	  NULL, NULL },
	{ "panic", lct_cmd_panic, "", "Print what the module printed when a recorded boot panicked",
	  "J" COMMON, NULL, NULL },
	{ "columns", lct_cmd_columns, "[COMMAND]", "List the columns that a command's -o accepts",
	  "nJhV", NULL, NULL },
	{ "help", lct_cmd_help, "[COMMAND]", "Print the help of a command, or this list", "hV",
	  NULL, NULL },
	{ NULL, NULL, NULL, NULL, NULL, NULL, NULL },
};
