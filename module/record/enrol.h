/* SPDX-License-Identifier: GPL-2.0 */
/* Tasks that were there before the module. */
#ifndef LC_ENROL_H
#define LC_ENROL_H

int lc_enrol_all(void);

#endif /* LC_ENROL_H */
