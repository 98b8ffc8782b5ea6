/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUEST_COMMAND_H
#define GUEST_COMMAND_H

/* The arguments in the file, which is removed; fails without it */
char **command_read(const char *path);

/*
 * Runs the command and sends its output to the host; calls end(), if any, once it has
 * ended. Returns its exit status, 128 + N if signal N killed it. Its standard streams are a
 * terminal if VM_TERMINAL is set.
 */
int command_run(char **argv, void (*end)(void));

#endif
