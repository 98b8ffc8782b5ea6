/* SPDX-License-Identifier: GPL-2.0 */
/* Very many processes, which live until they are told to exit. */
#ifndef SELFTESTS_CROWD_H
#define SELFTESTS_CROWD_H

#include "child.h"

#define CROWD_PARENTS 50
#define CROWD_CHILDREN 600

/**
 * struct crowd - many processes
 * @children: children of each parent, up to CROWD_CHILDREN
 * @parents: the processes that forked them
 * @born: opened by each parent
 * @go: opened for each parent
 */
struct crowd {
	int children;
	pid_t parents[CROWD_PARENTS];
	struct gate born, go;
};

/* About @size of them, in equal parts; all live when it returns. */
void crowd_begin(struct crowd *crowd, int size);
int crowd_size(const struct crowd *crowd);
void crowd_end(struct crowd *crowd);

/* The number of tasks by the kernel's own count: listing so many would take minutes. */
int count_tasks(void);

#endif
