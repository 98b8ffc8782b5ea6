/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SENTENCE_H
#define LCT_SENTENCE_H

#include <stdio.h>

#include "why/case.h"

void lct_sentence_print(const struct lct_case *c, FILE *out);

#endif
