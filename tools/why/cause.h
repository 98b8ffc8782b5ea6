/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_CAUSE_H
#define LC_CAUSE_H

#include "why/case.h"

bool lc_manner_print(const struct lc_case *c, FILE *out);

#endif
