// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "fault.h"
#include "ktap.h"

#define NTH "/proc/thread-self/fail-nth"
#define SLAB "/sys/kernel/debug/failslab/"
#define PAGE "/sys/kernel/debug/fail_page_alloc/"
#define COPY "/sys/kernel/debug/fail_usercopy/"

static int nth_fd = -1;

static void set(const char *path, const char *value)
{
	require(write_file(path, value), "%s: %s", path, strerror(errno));
}

void fault_begin(void)
{
	nth_fd = open(NTH, O_RDWR | O_CLOEXEC);
	if (nth_fd < 0 || access(SLAB "cache-filter", F_OK) || access(PAGE "min-order", F_OK))
		ktap_skip("no fault injection in this kernel; there is in 6.12-kasan");
	/* Those that may wait are the most, and by default exempt. */
	set(SLAB "ignore-gfp-wait", "N");
	set(PAGE "ignore-gfp-wait", "N");
	set(PAGE "ignore-gfp-highmem", "N");
	set(PAGE "min-order", "0");
	/* A word on each would be more than the console can take. */
	set(SLAB "verbose", "0");
	set(PAGE "verbose", "0");
	write_file(COPY "verbose", "0");
}

void fault_cleanup(void)
{
	write_file(SLAB "probability", "0");
	write_file(SLAB "cache-filter", "N");
}

void fault_arm(unsigned int nth)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%u", nth), tries;

	/* It may be the first of these that fails. */
	for (tries = 0; tries < 2; tries++)
		if (pwrite(nth_fd, text, length, 0) == length)
			return;
	require(false, NTH ": %s", strerror(errno));
}

unsigned int fault_disarm(void)
{
	char text[16];
	ssize_t length = pread(nth_fd, text, sizeof(text) - 1, 0);

	/* It may be this reading that has failed. */
	require(length > 0 || errno == EFAULT, NTH ": %s", strerror(errno));
	text[length > 0 ? length : 0] = '\0';
	fault_arm(0);
	return strtoul(text, NULL, 10);
}

static void mark(const char *cache, const char *value)
{
	char path[80];

	snprintf(path, sizeof(path), "/sys/kernel/slab/%s/failslab", cache);
	set(path, value);
}

void fault_cache_begin(const char *cache)
{
	mark(cache, "1");
	set(SLAB "cache-filter", "Y");
	set(SLAB "times", "-1");
	set(SLAB "interval", "1");
	set(SLAB "probability", "100");
}

void fault_cache_end(const char *cache)
{
	fault_cleanup();
	mark(cache, "0");
}
