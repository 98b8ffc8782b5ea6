/* SPDX-License-Identifier: GPL-2.0 */
/* Very many processes, which live until they are let go. */
#ifndef SELFTESTS_CROWD_H
#define SELFTESTS_CROWD_H

#include "child.h"

#define CROWD_PARENTS 50
#define CROWD_CHILDREN 600

/**
 * struct crowd - who they are
 * @children: how many each parent has, up to CROWD_CHILDREN
 * @parents: who made them
 * @born: told by each parent
 * @go: told to each parent
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

/* How many tasks there are, as the kernel counts: to list so many would take minutes. */
int count_tasks(void);

#endif
