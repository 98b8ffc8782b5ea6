/* SPDX-License-Identifier: GPL-2.0 */
/* Which tasks the module shows to this process. */
#ifndef LCT_SCOPE_H
#define LCT_SCOPE_H

#include <stdbool.h>

bool lct_scope_sees_all(void);
void lct_scope_warn(const char *root);

#endif
