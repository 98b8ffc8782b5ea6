/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_EVIDENCE_H
#define LCT_EVIDENCE_H

#include "text/json.h"
#include "why/case.h"

void lct_evidence_print(const struct lct_case *c, FILE *out);
void lct_evidence_json(const struct lct_case *c, struct lct_json *json);

#endif
