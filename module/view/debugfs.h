/* SPDX-License-Identifier: GPL-2.0 */
/* /sys/kernel/debug/lifecycle: the state of the module itself, for root. */
#ifndef LC_DEBUGFS_H
#define LC_DEBUGFS_H

struct seq_file;

void lc_debugfs_init(void (*hooks)(struct seq_file *m));
void lc_debugfs_exit(void);

#endif /* LC_DEBUGFS_H */
