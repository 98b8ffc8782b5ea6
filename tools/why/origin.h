/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_ORIGIN_H
#define LC_ORIGIN_H

#include "uapi/words.h"
#include "why/case.h"

enum lc_origin lc_origin_of(const struct lc_task *task);
void lc_origin_print(const struct lc_case *c, FILE *out);
bool lc_origin_is_sent(const struct lc_task *task);

#endif
