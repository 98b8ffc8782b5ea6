/* SPDX-License-Identifier: GPL-2.0 */
/* Attaches and detaches all hooks and reports their status, see the table in hooks.c. */
#ifndef LC_HOOKS_H
#define LC_HOOKS_H

struct seq_file;

int lc_hooks_init(void);
void lc_hooks_exit(void);
void lc_hooks_show(struct seq_file *m);

#endif /* LC_HOOKS_H */
