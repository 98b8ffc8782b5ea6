/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_CAUSE_H
#define LCT_CAUSE_H

#include "why/case.h"

bool lct_cause_print(const struct lct_case *c, FILE *out);

#endif
