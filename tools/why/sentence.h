/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_VERDICT_H
#define LCT_VERDICT_H

#include <stdio.h>

#include "why/case.h"

void lct_verdict_print(const struct lct_case *c, FILE *out);

#endif
