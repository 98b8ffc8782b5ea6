// SPDX-License-Identifier: GPL-2.0
/* Each kind of death has places of its own: many of one kind displace none of another. */
#include "deaths.h"
#include "ktap.h"
#include "module.h"
#include "row.h"

#define PLACES 64
#define FEW 20
#define MANY 200

static void keep(enum end few, const char *cause, enum end many)
{
	struct table *dead;

	module_load("history=64");
	die(1001, few, FEW);
	die(1002, many, MANY);
	dead = table_read(LC_PROC "dead");
	expect(rows_of_user(dead, 1001, cause) >= FEW, "%d of %d are kept",
	       rows_of_user(dead, 1001, cause), FEW);
	expect_in_order(dead);
	expect_kept_counts();
	expect(stats_get("dead_evicted") >= MANY - PLACES, "%llu are evicted",
	       (unsigned long long)stats_get("dead_evicted"));
	table_free(dead);
}

static void killed_and_exited(void)
{
	keep(ENDS_KILLED, "killed", ENDS_EXITED);
}

static void killed_and_failed(void)
{
	keep(ENDS_KILLED, "killed", ENDS_FAILED);
}

static void killed_and_threads(void)
{
	keep(ENDS_KILLED, "killed", ENDS_THREAD);
}

static void failed_and_threads(void)
{
	keep(ENDS_FAILED, "failed", ENDS_THREAD);
}

static void failed_and_killed(void)
{
	keep(ENDS_FAILED, "failed", ENDS_KILLED);
}

static void threads_and_killed(void)
{
	keep(ENDS_THREAD, "exited", ENDS_KILLED);
}

static const struct ktap_case cases[] = {
	{ "exits displace no killed process", killed_and_exited, module_cleanup },
	{ "failures displace no killed process", killed_and_failed, module_cleanup },
	{ "threads displace no killed process", killed_and_threads, module_cleanup },
	{ "threads displace no failed process", failed_and_threads, module_cleanup },
	{ "killed processes displace no failed one", failed_and_killed, module_cleanup },
	{ "killed processes displace no thread", threads_and_killed, module_cleanup },
};

KTAP_MAIN(cases)
