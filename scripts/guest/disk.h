/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUEST_DISK_H
#define GUEST_DISK_H

/* Makes the userland on the guest's disk the one that everything runs in */
void disk_enter(void);

#endif
