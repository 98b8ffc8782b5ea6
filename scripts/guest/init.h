/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUEST_INIT_H
#define GUEST_INIT_H

/* Tells the host what went wrong, with errno, and powers off */
void __attribute__((noreturn)) fail(const char *what);

/* Makes the userland on the guest's disk the one that everything runs in */
void disk_enter(void);

/*
 * Before the module is loaded, and after it is unloaded: has a kernel that can look
 * for data races and leaks
 */
void debug_begin(void);
void debug_end(void);

#endif
