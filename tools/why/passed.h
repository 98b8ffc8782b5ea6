/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_PASSED_H
#define LCT_PASSED_H

#include "why/case.h"

int lct_passed_signal(const struct lct_task *task);
const struct lct_task *lct_passed_find(const struct lct_task *task, const struct lct_tasks *dead);
void lct_passed_print(const struct lct_case *c, FILE *out);

#endif
