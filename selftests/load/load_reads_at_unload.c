// SPDX-License-Identifier: GPL-2.0
/*
 * Files that are being read when the module is unloaded: the unload waits for reads in
 * progress, and later ones fail. Nothing crashes.
 */
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "files.h"
#include "ktap.h"
#include "module.h"
#include "table.h"
#include "text.h"
#include "time.h"

#define CYCLES 4
#define READERS 2

/* No event reports that a task waits in the kernel: poll. */
static void wait_uninterruptible(pid_t pid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (stat_state(pid, pid) != 'D') {
		require(clock_ns() < deadline, "the unload is in state %c", stat_state(pid, pid));
		sched_yield();
	}
}

struct fault {
	int fd;
	void *page;
	struct gate done;
};

/* The read writes to memory that is not populated until the test allows it. */
static void *read_into_fault(void *data)
{
	struct fault *fault = data;
	ssize_t got = read(fault->fd, fault->page, 4096);

	gate_send(&fault->done, &got, sizeof(got));
	return NULL;
}

static int watch_page(void *page)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = {
		.range = { (unsigned long)page, 4096 },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	int watch = syscall(SYS_userfaultfd, O_CLOEXEC);

	if (watch < 0)
		ktap_skip("no userfaultfd: %s", strerror(errno));
	require(!ioctl(watch, UFFDIO_API, &api) && !ioctl(watch, UFFDIO_REGISTER, &range),
		"userfaultfd: %s", strerror(errno));
	return watch;
}

static void fill_page(int watch, void *page)
{
	struct uffdio_zeropage zero = { .range = { (unsigned long)page, 4096 } };

	require(!ioctl(watch, UFFDIO_ZEROPAGE, &zero), "UFFDIO_ZEROPAGE: %s", strerror(errno));
}

static void unload_and_report(void *data)
{
	int ret = module_try_unload();

	gate_send(data, &ret, sizeof(ret));
}

/* A reader is stuck in read(): the unload waits, and both return. */
static void stuck_inside(void)
{
	struct fault fault = { .fd = -1 };
	struct uffd_msg message;
	struct gate unloaded;
	pthread_t reader;
	ssize_t got;
	int watch, ret;
	pid_t pid;

	fault.page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	require(fault.page != MAP_FAILED, "mmap: %s", strerror(errno));
	watch = watch_page(fault.page);
	gate_init(&fault.done);
	gate_init(&unloaded);
	module_load("");
	fault.fd = open(LC_PROC "tasks", O_RDONLY);
	require(fault.fd >= 0, "tasks: %s", strerror(errno));
	require(!pthread_create(&reader, NULL, read_into_fault, &fault), "no thread");
	require(read(watch, &message, sizeof(message)) == sizeof(message), "no fault");
	pid = spawn(unload_and_report, &unloaded);
	wait_uninterruptible(pid);
	fill_page(watch, fault.page);
	gate_receive(&fault.done, &got, sizeof(got));
	expect(got > 100 && !strncmp(fault.page, "# lifecycle 2\n", 14), "read: %zd", got);
	gate_receive(&unloaded, &ret, sizeof(ret));
	expect(!ret, "unload: %s", strerror(-ret));
	reap(pid);
	files_expect_closed("the reader's file", fault.fd);
}

/* Shared with the readers. */
struct board {
	bool debugfs, leave;
	uint64_t reads[READERS];
};

struct reader {
	struct board *board;
	const struct file_list *list;
	int number;
};

/* Reads parts of a file that may be removed at any moment. */
static void hammer_file(const struct lc_file *file, unsigned int round)
{
	char bytes[5000];
	ssize_t got = 0;
	int fd = open(file->path, (file->mode & 0444) ? O_RDONLY : O_WRONLY);

	if (fd < 0) {
		/* The module is not loaded, or is about to be unloaded. */
		expect(errno == ENOENT || errno == ENXIO, "%s: open: %s", file->path,
		       strerror(errno));
		return;
	}
	if (!strcmp(file->path, LC_PROC "task")) {
		expect(read(fd, bytes, 1) < 0 && (errno == EINVAL || errno == EIO), "%s: read: %s",
		       file->path, strerror(errno));
		goto end;
	}
	if (!(file->mode & 0444))
		goto end;
	for (int i = 0; i < 4; i++) {
		got = read(fd, bytes, 1 + (round * 131 + i * 997) % sizeof(bytes));
		if (got <= 0)
			break;
		expect(i || bytes[0] == '#', "%s starts with %02x", file->path, bytes[0]);
		expect(text_dirt(bytes, got) < 0, "%s has an invalid byte", file->path);
	}
	expect(got >= 0 || errno == EIO, "%s: read: %s", file->path, strerror(errno));
end:
	close(fd);
}

static void hammer(void *data)
{
	struct reader *reader = data;
	struct board *board = reader->board;

	for (unsigned int round = reader->number; !__atomic_load_n(&board->leave, __ATOMIC_SEQ_CST);
	     round++) {
		const struct lc_file *file = &reader->list->files[round % reader->list->count];

		if (!file->is_debug || __atomic_load_n(&board->debugfs, __ATOMIC_SEQ_CST))
			hammer_file(file, round);
		if (module_loaded())
			__atomic_fetch_add(&board->reads[reader->number], 1, __ATOMIC_SEQ_CST);
		else
			sched_yield();
	}
}

/* Until each reader has read about all files. */
static void wait_reads(struct board *board, const uint64_t *before, int count)
{
	for (int i = 0; i < READERS; i++)
		while (__atomic_load_n(&board->reads[i], __ATOMIC_SEQ_CST) < before[i] + count)
			sched_yield();
}

/* Only an open file in debugfs may refuse the unload. */
static void unload_amid(const struct board *board)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	int ret;

	while ((ret = module_try_unload())) {
		require(board->debugfs && ret == -EAGAIN && clock_ns() < deadline, "unload: %s",
			strerror(-ret));
		sched_yield();
	}
	expect(!module_loaded() && access(LC_PROC, F_OK) && access(LC_DEBUG, F_OK),
	       "files are left");
}

static void amid_readers(void)
{
	static struct file_list list;
	struct board *board = mmap(NULL, sizeof(*board), PROT_READ | PROT_WRITE,
				   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	uint64_t before[READERS];
	pid_t pids[READERS];

	require(board != MAP_FAILED, "mmap: %s", strerror(errno));
	module_load("");
	files_list(&list);
	module_unload();
	for (int i = 0; i < READERS; i++)
		pids[i] = spawn(hammer, &(struct reader){ board, &list, i });
	for (int cycle = 0; cycle < CYCLES; cycle++) {
		__atomic_store_n(&board->debugfs, cycle % 2, __ATOMIC_SEQ_CST);
		memcpy(before, board->reads, sizeof(before));
		module_load("");
		/* At times the readers have hardly started. */
		wait_reads(board, before, cycle % 4 * 3);
		unload_amid(board);
	}
	__atomic_store_n(&board->leave, true, __ATOMIC_SEQ_CST);
	for (int i = 0; i < READERS; i++)
		expect_u64("status of a reader", reap(pids[i]), 0);
}

static const struct ktap_case cases[] = {
	{ "the unload waits for a read that is in progress", stuck_inside, module_cleanup },
	{ "the module is loaded and unloaded while each file is read", amid_readers,
	  module_cleanup },
};

KTAP_MAIN(cases)
