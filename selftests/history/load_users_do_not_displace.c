// SPDX-License-Identifier: GPL-2.0
/* No user displaces what others have: who has most makes room. */

#include "child.h"
#include "deaths.h"
#include "ktap.h"
#include "module.h"
#include "row.h"

#define USERS 8
#define EACH 12
#define MANY 400
#define FIRST_UID 2001
#define FLOODER 1000

/* There is room for the others' deaths, and for about as many more. */
#define SIZES "history=192"

static void expect_each_kept(enum end end, const char *cause)
{
	struct table *dead = table_read(LC_PROC "dead");

	for (int i = 0; i < USERS; i++)
		expect(rows_of_user(dead, FIRST_UID + i, cause) >= EACH,
		       "user %d has %d of %d, end %d", FIRST_UID + i,
		       rows_of_user(dead, FIRST_UID + i, cause), EACH, end);
	expect_in_order(dead);
	expect_kept_counts();
	table_free(dead);
}

static void flood_with(enum end end, const char *cause)
{
	module_load(SIZES);
	for (int i = 0; i < USERS; i++)
		die(FIRST_UID + i, end, EACH);
	die(FLOODER, end, MANY);
	expect_each_kept(end, cause);
	expect(stats_get("dead_evicted") >= MANY - 192, "the history was not full");
}

static void killed(void)
{
	flood_with(ENDS_KILLED, "killed");
}

static void failed(void)
{
	flood_with(ENDS_FAILED, "failed");
}

static void threads(void)
{
	flood_with(ENDS_THREAD, "exited");
}

/* Also not root, and the flood first. */
static void flooded_before(void)
{
	module_load(SIZES);
	die(0, ENDS_FAILED, MANY);
	for (int i = 0; i < USERS; i++)
		die(FIRST_UID + i, ENDS_FAILED, EACH);
	die(0, ENDS_FAILED, MANY);
	expect_each_kept(ENDS_FAILED, "failed");
}

/* The newest of what a user has is what is left of it. */
static void newest_of_the_flood(void)
{
	struct table *dead;
	uint64_t last = 0;
	int own = 0;

	module_load("history=64");
	die(FLOODER, ENDS_KILLED, 200);
	dead = table_read(LC_PROC "dead");
	for (int row = 0; row < dead->rows; row++) {
		if (table_u64(dead, row, "uid") != FLOODER ||
		    strcmp(table_text(dead, row, "cause"), "killed"))
			continue;
		if (own++)
			expect_u64("death_seq", table_u64(dead, row, "death_seq"), last + 1);
		last = table_u64(dead, row, "death_seq");
	}
	expect_u64("deaths of the flood", own, 64);
	table_free(dead);
}

static const struct ktap_case cases[] = {
	{ "a user's killed processes displace no other user's", killed, module_cleanup },
	{ "a user's failed processes displace no other user's", failed, module_cleanup },
	{ "a user's threads displace no other user's", threads, module_cleanup },
	{ "a user who has filled the history makes room for others", flooded_before,
	  module_cleanup },
	{ "of a flood the newest are kept", newest_of_the_flood, module_cleanup },
};

KTAP_MAIN(cases)
