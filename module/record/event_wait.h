/* SPDX-License-Identifier: GPL-2.0 */
/* Readers that wait for an event. */
#ifndef LC_EVENT_WAIT_H
#define LC_EVENT_WAIT_H

#include <linux/types.h>

struct file;
struct poll_table_struct;

void lc_event_wait_wake(void);
void lc_event_wait_poll(struct file *file, struct poll_table_struct *table);
int lc_event_wait_for(bool (*is_ready)(void *data), void *data);
bool lc_event_wait_ended(void);
void lc_event_wait_end(void);
void lc_event_wait_init(void);
void lc_event_wait_exit(void);

#endif /* LC_EVENT_WAIT_H */
