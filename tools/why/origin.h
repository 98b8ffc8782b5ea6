/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_ORIGIN_H
#define LCT_ORIGIN_H

#include "uapi/words.h"
#include "why/case.h"

enum lc_origin lct_origin_of(const struct lct_task *task);
void lct_origin_print(const struct lct_case *c, FILE *out);
bool lct_origin_is_sent(const struct lct_task *task);

#endif
