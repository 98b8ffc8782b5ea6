// SPDX-License-Identifier: GPL-2.0
#include <linux/io_uring.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "uring.h"

static void *map(int ring, size_t size, off_t what)
{
	return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring, what);
}

bool uring_read(int fd)
{
	struct io_uring_params params = { 0 };
	int ring = syscall(SYS_io_uring_setup, 1, &params);
	static char byte;
	struct io_uring_sqe *sqe;
	char *queue;

	if (ring < 0)
		return false;
	queue = map(ring, params.sq_off.array + sizeof(uint32_t), IORING_OFF_SQ_RING);
	sqe = map(ring, sizeof(*sqe), IORING_OFF_SQES);
	if (queue == MAP_FAILED || sqe == MAP_FAILED)
		return false;
	*sqe = (struct io_uring_sqe){
		.opcode = IORING_OP_READ, .fd = fd, .addr = (uintptr_t)&byte, .len = 1,
	};
	*(uint32_t *)(queue + params.sq_off.array) = 0;
	__atomic_store_n((uint32_t *)(queue + params.sq_off.tail), 1, __ATOMIC_RELEASE);
	return syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) == 1;
}
