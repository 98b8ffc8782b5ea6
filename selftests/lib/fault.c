// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "fault.h"
#include "ktap.h"
#include "table.h"

#define NTH "/proc/thread-self/fail-nth"
#define SLAB "/sys/kernel/debug/failslab/"
#define PAGE "/sys/kernel/debug/fail_page_alloc/"
#define OWN "/proc/self/make-it-fail"
#define CACHES "/sys/kernel/slab"
#define COPY "/sys/kernel/debug/fail_usercopy/"

/* kmemleak's record of each allocation; it has a reserve for those that fail here. */
#define LEAK_FINDER "kmemleak_object"

static int nth_fd = -1, own_fd = -1;

static void set(const char *path, const char *value)
{
	require(write_file(path, value), "%s: %s", path, strerror(errno));
}

static void set_all(const char *name, const char *value)
{
	static const char * const folders[] = { SLAB, PAGE };
	char path[80];

	for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
		snprintf(path, sizeof(path), "%s%s", folders[i], name);
		set(path, value);
	}
}

void fault_begin(void)
{
	nth_fd = open(NTH, O_RDWR | O_CLOEXEC);
	own_fd = open(OWN, O_WRONLY | O_CLOEXEC);
	if (nth_fd < 0 || own_fd < 0 || access(SLAB "cache-filter", F_OK) ||
	    access(PAGE "min-order", F_OK))
		ktap_skip("no fault injection in this kernel; there is in 6.12-kasan");
	/* Sleeping allocations are the majority, and exempt by default. */
	set_all("ignore-gfp-wait", "N");
	set(PAGE "ignore-gfp-highmem", "N");
	set(PAGE "min-order", "0");
	/* A log line for each would flood the console. */
	set_all("verbose", "0");
	/* Copies to and from user space are not allocations: they must not fail. */
	write_file(COPY "require-end", "1");
	write_file(COPY "require-start", "1");
}

/* The addresses where a function starts and the next one starts. */
static void find_function(const char *function, unsigned long *start, unsigned long *end)
{
	FILE *symbols = fopen("/proc/kallsyms", "re");
	unsigned long address;
	char line[600], name[512];

	require(symbols, "kallsyms: %s", strerror(errno));
	*start = 0;
	*end = ~0UL;
	while (fgets(line, sizeof(line), symbols))
		if (sscanf(line, "%lx %*c %511s", &address, name) == 2 &&
		    !strcmp(name, function))
			*start = address;
	require(*start, "no function %s", function);
	rewind(symbols);
	while (fgets(line, sizeof(line), symbols)) {
		address = strtoul(line, NULL, 16);
		if (address > *start && address < *end)
			*end = address;
	}
	fclose(symbols);
}

static void set_range(const char *which, const char *function)
{
	char name[16], text[24];
	unsigned long at[2];

	find_function(function, &at[0], &at[1]);
	for (int i = 0; i < 2; i++) {
		snprintf(name, sizeof(name), "%s-%s", which, i ? "end" : "start");
		snprintf(text, sizeof(text), "%#lx", at[i]);
		set_all(name, text);
	}
}

void fault_within(const char *function)
{
	set_range("require", function);
}

void fault_not_within(const char *function)
{
	set_range("reject", function);
}

static void mark(const char *cache, const char *value)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), CACHES "/%s/failslab", cache);
	set(path, value);
}

static void mark_all(const char *value)
{
	DIR *folder = opendir(CACHES);
	struct dirent *entry;

	require(folder, CACHES ": %s", strerror(errno));
	while ((entry = readdir(folder)))
		if (entry->d_name[0] != '.' && strcmp(entry->d_name, LEAK_FINDER))
			mark(entry->d_name, value);
	closedir(folder);
}

void fault_spare_new_caches(void)
{
	mark_all("1");
	set(SLAB "cache-filter", "Y");
}

void fault_cleanup(void)
{
	if (access(SLAB "probability", F_OK))
		return;
	set_all("require-start", "0");
	set_all("require-end", "0xffffffffffffffff");
	set_all("reject-start", "0");
	set_all("reject-end", "0");
	write_file(SLAB "probability", "0");
	write_file(PAGE "probability", "0");
	write_file(PAGE "space", "0");
	write_file(PAGE "task-filter", "N");
	write_file(SLAB "cache-filter", "N");
	mark_all("0");
}

void fault_arm(unsigned int nth)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%u", nth);

	require(pwrite(nth_fd, text, length, 0) == length, NTH ": %s", strerror(errno));
}

unsigned int fault_disarm(void)
{
	char text[16];
	ssize_t length = pread(nth_fd, text, sizeof(text) - 1, 0);

	require(length > 0, NTH ": %s", strerror(errno));
	text[length] = '\0';
	fault_arm(0);
	return strtoul(text, NULL, 10);
}

static void set_number(const char *path, unsigned int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", number);
	set(path, text);
}

/* Opened before: there may be no memory to open it with. */
static void set_own(const char *value)
{
	require(pwrite(own_fd, value, 1, 0) == 1, OWN ": %s", strerror(errno));
}

void fault_pages_arm(unsigned int pages)
{
	set(PAGE "task-filter", "Y");
	set(PAGE "times", "-1");
	set(PAGE "interval", "1");
	/* Pages are taken from this budget until it is used up. */
	set_number(PAGE "space", pages + 1);
	set(PAGE "probability", "100");
	set_own("1");
}

unsigned int fault_pages_disarm(void)
{
	char *text;
	long space;

	set_own("0");
	set(PAGE "probability", "0");
	text = path_text(PAGE "space");
	require(text, PAGE "space: %s", strerror(errno));
	space = strtol(text, NULL, 10);
	free(text);
	set_number(PAGE "space", 0);
	return space > 0 ? space - 1 : 0;
}

void fault_cache_begin(const char *cache)
{
	mark(cache, "1");
	set(SLAB "cache-filter", "Y");
	set(SLAB "times", "-1");
	set(SLAB "interval", "1");
	set(SLAB "probability", "100");
}

void fault_cache_end(void)
{
	fault_cleanup();
}
