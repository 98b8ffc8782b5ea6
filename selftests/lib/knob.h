/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's switches for all hooks but tracepoints, and for kprobes: they stay attached. */
#ifndef SELFTESTS_KNOB_H
#define SELFTESTS_KNOB_H

enum knob { KNOB_FTRACE, KNOB_KPROBES };

/* Ends the case where the kernel lacks the switch or refuses. */
void knob_off(enum knob knob);
/* Also for the cleanup of a case. */
void knob_on(enum knob knob);
void knobs_on(void);

#endif
