/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_ASKED_H
#define LCT_ASKED_H

#include "why/case.h"

void lct_asked_print(const struct lct_case *c, FILE *out);

#endif
