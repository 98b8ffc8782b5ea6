/* SPDX-License-Identifier: GPL-2.0 */
/* The directory /proc/lifecycle and its files. */
#ifndef LC_PROC_H
#define LC_PROC_H

#include <linux/proc_fs.h>

extern const struct proc_ops lc_proc_tasks_ops;
extern const struct proc_ops lc_proc_dead_ops;
extern const struct proc_ops lc_proc_task_ops;
extern const struct proc_ops lc_proc_self_ops;
extern const struct proc_ops lc_proc_stats_ops;
extern const struct proc_ops lc_proc_oom_ops;
extern const struct proc_ops lc_proc_events_ops;
extern const struct proc_ops lc_proc_switches_ops;
extern const struct proc_ops lc_proc_waits_ops;

/* proc_events.c */
void lc_proc_events_end(void);

int lc_proc_init(void);
void lc_proc_exit(void);

#endif /* LC_PROC_H */
