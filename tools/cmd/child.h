/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_CHILD_H
#define LCT_CHILD_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/**
 * struct lct_child - a command that is run
 * @pid:	the command, our child
 * @ended:	it has ended
 * @status:	its exit status, once @ended
 * @signals:	readable when lct_child_handle() is to be called
 *
 * The other members belong to child.c: what releases the child, its errno if exec of the command
 * failed, and state that it restores.
 */
struct lct_child {
	pid_t pid;
	bool ended;
	int status;
	int signals;

	int hold[2];
	int news[2];
	struct sigaction old_int, old_quit, old_chld;
	sigset_t old_mask;
};

int lct_child_start(struct lct_child *child, char **argv);
int lct_child_release(struct lct_child *child, const char *name);
void lct_child_handle(struct lct_child *child);

#endif
