/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TRACING_H
#define LCT_TRACING_H

#include <stdbool.h>
#include <stdio.h>

#include "why/case.h"

void lct_tracing_put_tracer(const struct lct_case *c, FILE *out);
void lct_tracing_put_life(const struct lct_case *c, FILE *out);
bool lct_tracing_put_delays(const struct lct_case *c, FILE *out);
void lct_tracing_put_reason(const struct lct_case *c, FILE *out);

#endif
