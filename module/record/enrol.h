/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Enrolment of living tasks that have no record: those that are older than the module, and
 * those that found no room, when there is room.
 */
#ifndef LC_ENROL_H
#define LC_ENROL_H

#include <linux/types.h>

int lc_enrol_all(void);
void lc_enrol_later(void);
void lc_enrol_exit(void);
u64 lc_enrol_walks(void);

#endif /* LC_ENROL_H */
