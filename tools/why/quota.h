/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_QUOTA_H
#define LCT_QUOTA_H

#include "why/case.h"

void lct_quota_print(const struct lct_case *c, FILE *out);

#endif
