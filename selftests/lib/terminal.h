/* SPDX-License-Identifier: GPL-2.0 */
/* A terminal with a session. */
#ifndef SELFTESTS_TERMINAL_H
#define SELFTESTS_TERMINAL_H

#include <stdbool.h>

/* A pseudo terminal's near end, at which the test types. */
int terminal_open(void);
/* The caller starts a session on the other end of @terminal, in its foreground. */
void terminal_lead(int terminal);
/* The caller becomes a process group of its own, in the foreground or not. */
void terminal_job(bool foreground);
void terminal_type(int terminal, char key);

#endif
