/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUEST_DISK_H
#define GUEST_DISK_H

/* Makes the guest's disk the root of process 1 and of all processes it starts */
void disk_enter(void);

#endif
