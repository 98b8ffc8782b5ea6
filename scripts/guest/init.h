/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUEST_INIT_H
#define GUEST_INIT_H

/* Tells the host what went wrong, with errno, and powers off */
void __attribute__((noreturn)) fail(const char *what);

/* Makes the userland on the guest's disk the one that everything runs in */
void disk_enter(void);

#endif
