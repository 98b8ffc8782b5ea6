/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUEST_DEBUG_H
#define GUEST_DEBUG_H

/*
 * Called before the module is loaded and after it is unloaded: switch on the detection
 * of data races, and look for leaks, if the kernel can
 */
void debug_begin(void);
void debug_end(void);

#endif
