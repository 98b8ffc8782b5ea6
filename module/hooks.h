/* SPDX-License-Identifier: GPL-2.0 */
/* Attaches and detaches all hooks, see the table in hooks.c. */
#ifndef LC_HOOKS_H
#define LC_HOOKS_H

int lc_hooks_init(void);
void lc_hooks_exit(void);

#endif /* LC_HOOKS_H */
