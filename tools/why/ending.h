/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_ENDING_H
#define LCT_ENDING_H

#include "why/case.h"

bool lct_ending_has_begun(const struct lct_task *task);
bool lct_ending_waits_in_exec(const struct lct_task *task);
bool lct_ending_put_ago(const struct lct_case *c, bool comma, FILE *out);
void lct_ending_put_holder(const struct lct_case *c, const char *before, FILE *out);
void lct_ending_put_exec(const struct lct_case *c, FILE *out);
void lct_ending_print(const struct lct_case *c, FILE *out);

#endif
