/* SPDX-License-Identifier: GPL-2.0 */
/* How many dead tasks are kept, and who acted on them: the parameter history=. */
#ifndef LC_RETENTION_H
#define LC_RETENTION_H

int lc_retention_init(unsigned int actors);
void lc_retention_exit(void);

#endif /* LC_RETENTION_H */
