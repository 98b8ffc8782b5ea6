/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_EVIDENCE_H
#define LC_EVIDENCE_H

#include "text/json.h"
#include "why/case.h"

void lc_evidence_print(const struct lc_case *c, FILE *out);
void lc_evidence_json(const struct lc_case *c, struct lc_json *json);

#endif
