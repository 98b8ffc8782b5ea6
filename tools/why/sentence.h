/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_VERDICT_H
#define LC_VERDICT_H

#include <stdio.h>

#include "why/case.h"

void lc_verdict_print(const struct lc_case *c, FILE *out);

#endif
