// SPDX-License-Identifier: GPL-2.0
/* By default max_tasks is the kernel's own limit on threads at boot. */
#include <stdio.h>
#include <stdlib.h>

#include "ktap.h"
#include "module.h"
#include "table.h"
#include "totals.h"

#define PARAMETER "/sys/module/lifecycle/parameters/max_tasks"

static uint64_t number_in(const char *path)
{
	char *text = path_text(path);
	uint64_t number;

	require(text, "%s: %s", path, strerror(errno));
	number = strtoull(text, NULL, 10);
	free(text);
	return number;
}

/* The kernel sets this limit to half of that on threads. Another test may have raised that. */
static uint64_t threads_at_boot(void)
{
	return 2 * number_in("/proc/sys/user/max_uts_namespaces");
}

static void expect_default(void)
{
	expect_u64("max_tasks", debug_value("max_tasks"), threads_at_boot());
	expect_u64(PARAMETER, number_in(PARAMETER), threads_at_boot());
}

static void not_given(void)
{
	module_load("");
	expect_default();
}

static void zero(void)
{
	module_load("max_tasks=0");
	expect_default();
}

static void threads_max(void)
{
	uint64_t now = number_in("/proc/sys/kernel/threads-max") / 2 * 2;

	if (now != threads_at_boot())
		ktap_skip("kernel.threads-max has been changed");
	module_load("");
	expect_u64("max_tasks", debug_value("max_tasks"), now);
}

static void given(void)
{
	module_load("max_tasks=777");
	expect_u64("max_tasks", debug_value("max_tasks"), 777);
	expect_u64(PARAMETER, number_in(PARAMETER), 777);
}

static void memory(void)
{
	uint64_t small, large;

	module_load("max_tasks=1024");
	small = debug_value("memory_bytes");
	module_unload();
	module_load("max_tasks=1049600");
	large = debug_value("memory_bytes");
	/* The size of the hash is a power of two. There also is a larger reserve of records. */
	expect(large - small <= 28 * 1048576 + (1 << 20), "1048576 places take %llu bytes",
	       (unsigned long long)(large - small));
}

static const struct ktap_case cases[] = {
	{ "without max_tasks=, what the kernel allows at boot", not_given, module_cleanup },
	{ "with max_tasks=0, the same", zero, module_cleanup },
	{ "that is kernel.threads-max, unless it has been changed", threads_max, module_cleanup },
	{ "a number that is given wins", given, module_cleanup },
	{ "a place takes at most 28 bytes", memory, module_cleanup },
};

KTAP_MAIN(cases)
