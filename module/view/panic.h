/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_PANIC_H
#define LC_PANIC_H

/* How many lines there may be. */
#define LC_PANIC_LINES_MAX 1024

void lc_panic_init(unsigned int lines);
void lc_panic_exit(void);

#endif /* LC_PANIC_H */
