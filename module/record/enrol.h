/* SPDX-License-Identifier: GPL-2.0 */
/* Enrolment of the tasks that are older than the module. */
#ifndef LC_ENROL_H
#define LC_ENROL_H

int lc_enrol_all(void);

#endif /* LC_ENROL_H */
