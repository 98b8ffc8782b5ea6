/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_OOM_H
#define LCT_OOM_H

#include "why/case.h"

void lct_oom_print_companions(const struct lct_case *c, FILE *out);
void lct_oom_print_reason(const struct lct_case *c, FILE *out);
void lct_oom_print_more(const struct lct_case *c, FILE *out);

#endif
