// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "jam.h"
#include "ktap.h"
#include "time.h"

#define PAGE	4096

void jam_init(struct jam *jam)
{
	require(!pipe2(jam->ends, O_CLOEXEC), "pipe: %s", strerror(errno));
}

/* Nobody ever answers the fault, which happens while the pipe is locked. */
static void hold(void *data)
{
	struct jam *jam = data;
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = syscall(SYS_userfaultfd, O_CLOEXEC);

	range.range.start = (uintptr_t)page;
	range.range.len = PAGE;
	if (fd < 0 || ioctl(fd, UFFDIO_API, &api) || ioctl(fd, UFFDIO_REGISTER, &range))
		_exit(1);
	if (write(jam->ends[1], page, 1) != 1)
		_exit(2);
}

/* No event reports the fault: poll for the one wait that the holder ever does. */
void jam_start(struct jam *jam)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	char state;

	jam->holder = spawn(hold, jam);
	for (;;) {
		state = stat_state(jam->holder, jam->holder);
		if (state == 'S' || state == 'D')
			return;
		if (state == 'Z')
			ktap_skip("no userfaultfd(2)");
		require(clock_ns() < deadline, "the pipe is not jammed");
		sched_yield();
	}
}

void jam_end(struct jam *jam)
{
	kill(jam->holder, SIGKILL);
	reap(jam->holder);
}

void jam_wait(void *data)
{
	struct jam *jam = data;
	char byte;

	require(read(jam->ends[0], &byte, 1) >= 0, "read: %s", strerror(errno));
}
