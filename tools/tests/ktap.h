/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TESTS_KTAP_H
#define LCT_TESTS_KTAP_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int ktap_number, ktap_failed;

static inline void plan(int n)
{
	printf("KTAP version 1\n1..%d\n", n);
}

/* One KTAP line. */
static inline void result(bool good, const char *description)
{
	printf("%sok %d %s\n", good ? "" : "not ", ++ktap_number, description);
	if (!good)
		ktap_failed = 1;
}

/* Two texts should be the same; says what they are where they are not. */
static inline void same(const char *got, const char *wanted, const char *description)
{
	bool good = !strcmp(got, wanted);

	if (!good)
		printf("# got '%s', wanted '%s'\n", got, wanted);
	result(good, description);
}

#endif
