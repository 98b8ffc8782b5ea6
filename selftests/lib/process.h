/* SPDX-License-Identifier: GPL-2.0 */
/* All processes that there are, as /proc lists them. */
#ifndef SELFTESTS_PROCESS_H
#define SELFTESTS_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* A process for which @is_wanted is true, given @data; 0 if there is none. */
pid_t process_find(bool (*is_wanted)(pid_t pid, const void *data), const void *data);

#endif
