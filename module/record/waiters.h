/* SPDX-License-Identifier: GPL-2.0 */
/* Readers that wait for the next death in poll(2). */
#ifndef LC_WAITERS_H
#define LC_WAITERS_H

struct file;
struct poll_table_struct;

void lc_waiters_add(struct file *file, struct poll_table_struct *table);
void lc_waiters_wake(void);
void lc_waiters_init(void);
void lc_waiters_exit(void);

#endif /* LC_WAITERS_H */
