/* SPDX-License-Identifier: GPL-2.0 */
/* The newest deaths and the youngest tasks, printed when the kernel panics. */
#ifndef LC_PANIC_H
#define LC_PANIC_H

/* Upper limit of the parameter panic_lines. */
#define LC_PANIC_LINES_MAX 1024

void lc_panic_init(unsigned int lines);
void lc_panic_exit(void);

#endif /* LC_PANIC_H */
