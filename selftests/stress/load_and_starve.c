// SPDX-License-Identifier: GPL-2.0
/*
 * Each allocation of a load, a fork and a read fails: no crash, no leak, each loss counted.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "crowd.h"
#include "fault.h"
#include "ktap.h"
#include "leaks.h"
#include "module.h"
#include "reader.h"
#include "stress.h"
#include "table.h"
#include "time.h"
#include "totals.h"

#define SHARE 75
#define PAGES_SHARE 25
#define PAGES_STEPS 40
#define MANY 1000000
#define STEP 1009
#define CROWD 2000

static int load(int fd)
{
	return syscall(SYS_finit_module, fd, "history=64", 0) ? -errno : 0;
}

/*
 * The allocations of the module's own init, not those of the module loader; nor those of
 * the reserve of records, a thousand from one place: see records(). They are tried over and
 * over in steps of a prime number, so that those tried come from everywhere if time is
 * short.
 */
static void loads(void)
{
	uint64_t began = clock_ns(), end = began + stress_budget_ns(SHARE);
	unsigned int all, nth = 0, tried, failed = 0;
	int fd = open(LC_MODULE, O_RDONLY), ret;

	fault_begin();
	fault_within("do_one_initcall");
	/* It loses the name of a cache that it cannot add to sysfs. */
	fault_not_within("sysfs_slab_add");
	load(fd);
	module_unload();
	fault_spare_new_caches();
	fault_arm(MANY);
	ret = load(fd);
	all = MANY - fault_disarm();
	require(!ret, "load: %s", strerror(-ret));
	module_unload();
	for (tried = 0; tried < all && clock_ns() < end && !ktap_failed(); tried++) {
		nth = (nth + STEP) % all;
		fault_arm(nth + 1);
		ret = load(fd);
		fault_disarm();
		expect(!ret || ret == -ENOMEM, "load without allocation %u: %s", nth + 1,
		       strerror(-ret));
		if (ret)
			failed++;
		else
			module_unload();
		expect_nothing_left();
	}
	expect(failed || tried < 10, "no load failed");
	ktap_diag("%u allocations, %u of them tried, %u loads failed", all, tried, failed);
	stress_report(began, 0, "load: %u of %u allocations fail", tried, all);
}

static unsigned int pages_of_load(int fd)
{
	unsigned int pages;
	int ret;

	fault_pages_arm(MANY);
	ret = load(fd);
	pages = MANY - fault_pages_disarm();
	require(!ret, "load: %s", strerror(-ret));
	module_unload();
	return pages;
}

/* Returns whether the load failed. */
static bool load_with_pages(int fd, unsigned int pages)
{
	int ret;

	fault_pages_arm(pages);
	ret = load(fd);
	fault_pages_disarm();
	expect(!ret || ret == -ENOMEM, "load with %u pages: %s", pages, strerror(-ret));
	if (!ret)
		module_unload();
	expect_nothing_left();
	return ret;
}

/*
 * kvmalloc() falls back when one attempt fails, so no single failure matters: from some
 * page on all fail, for tables or for records. A kernel without any memory cannot remove
 * its hooks either.
 */
static void loads_without_pages(void)
{
	static const char * const askers[] = {
		"__kvmalloc_node_noprof", "kmem_cache_alloc_noprof"
	};
	uint64_t began = clock_ns(), end = began + stress_budget_ns(PAGES_SHARE);
	unsigned int all, tried = 0, refused = 0;
	int fd = open(LC_MODULE, O_RDONLY);

	fault_begin();
	fault_not_within("sysfs_slab_add");
	load(fd);
	module_unload();
	for (size_t i = 0; i < ARRAY_SIZE(askers); i++) {
		fault_within(askers[i]);
		all = pages_of_load(fd);
		ktap_diag("%s: %u pages", askers[i], all);
		for (unsigned int pages = 0; pages < all && clock_ns() < end && !ktap_failed();
		     pages += all / PAGES_STEPS + 1) {
			refused += load_with_pages(fd, pages);
			tried++;
		}
	}
	expect(refused > tried / 2, "%u of %u loads failed", refused, tried);
	stress_report(began, 0, "load: no page from some on, %u of %u refused", refused, tried);
}

/* Records come from a reserve that a worker refills: allocation fails for the worker. */
static void records(void)
{
	static struct crowd crowd;
	uint64_t began = clock_ns(), births, lead, lost;
	struct table *tasks;

	fault_begin();
	module_load("");
	lead = birth_lead(&births);
	fault_cache_begin("lc_task");
	crowd_begin(&crowd, CROWD);
	expect_u64("the kernel's lead in births", birth_lead(&births), lead);
	tasks = table_read(LC_PROC "tasks");
	lost = stats_get("lost");
	expect_u64("lost", lost, count_tasks() - tasks->rows);
	expect_u64("lost_memory", stats_get("lost_memory"), lost);
	expect(lost > CROWD / 4, "only %llu lost", (unsigned long long)lost);
	fault_cache_end();
	crowd_end(&crowd);
	expect_balance();
	expect_whole_rows();
	/* The next birth has the reserve refilled. */
	reap(spawn_helper("@exit", 0));
	wait_births(births + 1);
	expect_u64("lost afterwards", stats_get("lost"), lost);
	stress_report(began, lost, "%d births without memory for records", crowd_size(&crowd));
	module_unload();
	expect_nothing_left();
}

static void forks(void)
{
	uint64_t began = clock_ns(), births, lead, refused = 0, before, left;
	unsigned int nth = 0;

	fault_begin();
	/* The kernel may also allocate a page that the caller touches afterwards. */
	fault_within("kernel_clone");
	module_load("");
	lead = birth_lead(&births);
	before = stats_get("forks_failed");
	do {
		pid_t pid;

		fault_arm(++nth);
		pid = fork();
		if (pid == 0)
			_exit(0);
		left = fault_disarm();
		if (pid > 0)
			waitpid(pid, NULL, 0);
		else
			refused++;
	} while (!left);
	expect_u64("forks_failed", stats_get("forks_failed") - before, refused);
	expect_u64("the kernel's lead in births", birth_lead(&births), lead);
	expect_u64("lost", stats_get("lost"), 0);
	expect_balance();
	expect_equal_lists();
	stress_report(began, 0, "fork: %u of %u allocations fail", nth - 1, nth - 1);
	module_unload();
	expect_nothing_left();
}

/* Returns 0, or the negative errno of what failed. */
static int read_through(const char *path, char *buffer, size_t size)
{
	int fd = open(path, strcmp(path, LC_PROC "task") ? O_RDONLY : O_RDWR), ret = 0;
	ssize_t got;

	if (fd < 0)
		return -errno;
	if (!strcmp(path, LC_PROC "task") && write(fd, "1\n", 2) < 0)
		ret = -errno;
	while (!ret && (got = read(fd, buffer, size)))
		ret = got < 0 ? -errno : 0;
	close(fd);
	return ret;
}

static unsigned int starve_reader(const char *path, char *buffer, size_t size)
{
	unsigned int nth = 0, left;
	int ret;

	do {
		fault_arm(++nth);
		ret = read_through(path, buffer, size);
		left = fault_disarm();
		expect(!ret || (ret == -ENOMEM && !left), "%s without allocation %u: %s", path,
		       nth, strerror(-ret));
	} while (!left && !ktap_failed());
	expect_u64(path, read_through(path, buffer, size), 0);
	return nth - 1;
}

static void reads(void)
{
	static char buffer[1 << 16];
	uint64_t began = clock_ns();
	unsigned int all = 0;

	fault_begin();
	module_load("");
	for (int i = 0; i < 50; i++)
		reap(spawn_helper("@exit", 0));
	for (int i = 0; reader_paths[i]; i++)
		all += starve_reader(reader_paths[i], buffer, sizeof(buffer));
	expect(all > 0, "no allocation failed");
	expect_whole_rows();
	stress_report(began, 0, "read: %u of %u allocations fail", all, all);
	module_unload();
	expect_nothing_left();
}

static void cleanup(void)
{
	fault_cleanup();
	module_cleanup();
}

static const struct ktap_case cases[] = {
	{ "a load survives each allocation failure", loads, cleanup },
	{ "a load survives running out of pages", loads_without_pages, cleanup },
	{ "a read survives each allocation failure", reads, cleanup },
	{ "a fork survives each allocation failure", forks, cleanup },
	{ "each birth without memory for a record is counted", records, cleanup },
};

KTAP_MAIN(cases)
