/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_ASKED_H
#define LCT_ASKED_H

#include "why/case.h"

bool lct_asked_to_end(const struct lct_task *task);
void lct_asked_print(const struct lct_case *c, FILE *out);

#endif
