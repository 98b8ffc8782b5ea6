/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUEST_DEBUG_H
#define GUEST_DEBUG_H

/*
 * Before the module is loaded, and after it is unloaded: has a kernel that can look
 * for data races and leaks
 */
void debug_begin(void);
void debug_end(void);

#endif
