/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_STATUS_H
#define LCT_STATUS_H

#include "why/case.h"

void lct_status_print(const struct lct_case *c, FILE *out);

#endif
