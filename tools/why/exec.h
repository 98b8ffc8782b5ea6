/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_EXEC_H
#define LCT_EXEC_H

#include "why/case.h"

bool lct_exec_explains(const struct lct_task *task);
void lct_exec_print(const struct lct_case *c, FILE *out);

#endif
