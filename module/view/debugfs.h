/* SPDX-License-Identifier: GPL-2.0 */
/* /sys/kernel/debug/lifecycle: the module about itself, for root. */
#ifndef LC_DEBUGFS_H
#define LC_DEBUGFS_H

void lc_debugfs_init(void);
void lc_debugfs_exit(void);

#endif /* LC_DEBUGFS_H */
