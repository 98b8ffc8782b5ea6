// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel misses the end of an exec if too many are in progress. Whether one of a task's
 * execs has failed is not known then: the row has '-', not 0.
 */
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "time.h"

#define PAGE	4096
/* More than the module has room for. */
#define EXECS	600

/* Never gets beyond its arguments: nobody answers the fault. */
static void *exec_in_vain(void *page)
{
	char *const arguments[] = { page, NULL };

	execv("/proc/self/exe", arguments);
	return NULL;
}

/* Exits if there is no userfaultfd(2). */
static void hold_execs(void *unused)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = syscall(SYS_userfaultfd, O_CLOEXEC);
	pthread_attr_t small;
	pthread_t thread;

	range.range.start = (uintptr_t)page;
	range.range.len = PAGE;
	if (fd < 0 || ioctl(fd, UFFDIO_API, &api) || ioctl(fd, UFFDIO_REGISTER, &range))
		_exit(1);
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 64 << 10);
	for (int i = 0; i < EXECS; i++)
		if (pthread_create(&thread, &small, exec_in_vain, page))
			_exit(2);
	block_forever(NULL);
}

static uint64_t misses(void)
{
	struct table *hooks = table_read(LC_DEBUG "hooks");
	uint64_t value = 0;

	for (int row = 0; row < hooks->rows; row++)
		if (!strcmp(table_text(hooks, row, "name"), "do_execveat_common"))
			value = table_u64(hooks, row, "misses");
	table_free(hooks);
	return value;
}

/* No event reports a miss: poll the kernel's count. */
static void wait_missed(pid_t holder, uint64_t before)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (misses() == before) {
		if (stat_state(holder, holder) == 'Z')
			ktap_skip("no userfaultfd(2), or no threads: %x", reap(holder));
		require(clock_ns() < deadline, "no exec is missed");
		sched_yield();
	}
}

static void fail_to_exec(void *unused)
{
	execl("/no/such/program", "x", NULL);
	_exit(127);
}

static struct table *fail(void)
{
	return expect_death(spawn(fail_to_exec, NULL), "failed");
}

static void unknown(void)
{
	uint64_t before = misses();
	pid_t holder;

	expect_cells(fail(), "execs_failed=1 exec_errno=%d", ENOENT);
	holder = spawn(hold_execs, NULL);
	wait_missed(holder, before);
	expect_cells(fail(), "exit_code=127 execs_failed=- exec_errno=- exec_failed_ns=-");
	expect_cells(values_read(LC_PROC "self"), "execs_failed=-");
	kill(holder, SIGKILL);
	reap(holder);
	expect_cells(task_get(getpid()), "execs_failed=-");
	expect_cells(fail(), "execs_failed=1 exec_errno=%d", ENOENT);
}

static const struct ktap_case cases[] = {
	{ "failed execs are unknown while some are missed, and known again later", unknown },
};

KTAP_MAIN(cases)
