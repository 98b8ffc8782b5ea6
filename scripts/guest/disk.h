/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUEST_DISK_H
#define GUEST_DISK_H

/* Makes the guest's disk the root of process 1 and of all processes it starts */
void disk_enter(void);

/* Becomes the init of the guest's disk; argv is that of process 1 */
__attribute__((noreturn)) void disk_boot(char **argv);

#endif
