/* SPDX-License-Identifier: GPL-2.0 */
/* A wait that the kernel marks as I/O, without a disk: for io_uring to read a pipe. */
#ifndef SELFTESTS_URING_H
#define SELFTESTS_URING_H

#include <stdbool.h>

/* Reads one byte of @fd, and waits for it. False where there is no io_uring. */
bool uring_read(int fd);

#endif
