/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The history of dead tasks: a ring of fixed size, the oldest death evicted first.
 *
 * Entries are written in place, so no death ever waits for memory. Each entry holds
 * a reference to the task's struct pid, which has its PID in every PID namespace it
 * lived in, and one to its user namespace. Both decide which readers may see it.
 */
#ifndef LC_HISTORY_H
#define LC_HISTORY_H

#include "record/death.h"

int lc_history_init(unsigned int history);
void lc_history_exit(void);

void lc_history_add(const struct lc_task *rec, const struct lc_reaping *reaping,
		    struct pid **drop_pid, struct user_namespace **drop_user_ns);
u64 lc_history_oldest(void);
u64 lc_history_newest(void);
bool lc_history_copy(u64 nr, struct lc_death *death);
u64 lc_history_find(pid_t pid, const struct pid_namespace *ns, u64 before);
const struct lc_death *lc_history_peek(u64 nr);
void lc_history_clear(void);

unsigned int lc_history_kept(void);
unsigned int lc_history_max(void);
u64 lc_history_evicted(void);
size_t lc_history_memory(void);

#endif /* LC_HISTORY_H */
