/* SPDX-License-Identifier: GPL-2.0 */
/* A wait that the kernel marks as I/O, without a disk: an io_uring read of a pipe. */
#ifndef SELFTESTS_URING_H
#define SELFTESTS_URING_H

#include <stdbool.h>

/* Reads one byte of @fd through io_uring. False if there is no io_uring. */
bool uring_read(int fd);

#endif
