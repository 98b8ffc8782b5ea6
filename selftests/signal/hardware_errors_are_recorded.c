// SPDX-License-Identifier: GPL-2.0
/* A memory error that the hardware reports is no crash of the process that it hits. */
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

/**
 * struct scene - a page that two processes share
 * @page: the page
 * @ready: opened by the process that uses it
 */
struct scene {
	char *page;
	struct gate ready;
};

static void share_page(struct scene *scene)
{
	scene->page = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	require(scene->page != MAP_FAILED, "mmap: %s", strerror(errno));
	gate_init(&scene->ready);
}

/*
 * Loses a page of the machine's memory for good, and uses it. Some kernels send SIGBUS to
 * the caller of madvise(2), others to the process that uses the page afterwards.
 */
static void poison(void *data)
{
	struct scene *scene = data;

	volatile char *page = scene->page;

	*page = 1;
	require(!madvise(scene->page, sysconf(_SC_PAGESIZE), MADV_HWPOISON), "MADV_HWPOISON: %s",
		strerror(errno));
	*page = 1;
}

/* It is told of the error at once, though it does not use the page. */
static void wait_for_error(void *data)
{
	struct scene *scene = data;

	require(!prctl(PR_MCE_KILL, PR_MCE_KILL_SET, PR_MCE_KILL_EARLY, 0, 0), "PR_MCE_KILL: %s",
		strerror(errno));
	*scene->page = 1;
	gate_open(&scene->ready);
	block_forever(NULL);
}

static void expect_error(pid_t pid, int code)
{
	struct table *dead = expect_death(pid, "killed");

	expect_kernel_signal(dead, "hwpoison", SIGBUS);
	expect_cells(dead, "signal_code=%d fault_address=-", code);
	table_free(dead);
}

static void skip_unless_possible(void)
{
	/* Of no page. */
	if (madvise(NULL, 0, MADV_HWPOISON))
		ktap_skip("MADV_HWPOISON: %s", strerror(errno));
}

static void in_use(void)
{
	struct scene scene;
	struct twin twin;

	skip_unless_possible();
	share_page(&scene);
	twin_start(&twin, SIGBUS, poison, &scene);
	expect_u64("si_code", twin_end(&twin).si_code, BUS_MCEERR_AR);
	share_page(&scene);
	expect_error(spawn(poison, &scene), BUS_MCEERR_AR);
}

static void not_in_use(void)
{
	struct scene scene;
	struct twin twin;
	pid_t pid;

	skip_unless_possible();
	share_page(&scene);
	twin_start(&twin, SIGBUS, wait_for_error, &scene);
	gate_wait(&scene.ready);
	expect_error(spawn(poison, &scene), BUS_MCEERR_AR);
	expect_u64("si_code", twin_end(&twin).si_code, BUS_MCEERR_AO);
	share_page(&scene);
	pid = spawn(wait_for_error, &scene);
	gate_wait(&scene.ready);
	expect_error(spawn(poison, &scene), BUS_MCEERR_AR);
	expect_error(pid, BUS_MCEERR_AO);
}

static const struct ktap_case cases[] = {
	{ "an error in memory that is used has the origin hwpoison", in_use },
	{ "an error in memory that is not used has the origin hwpoison", not_in_use },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
