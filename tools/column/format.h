/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_FORM_H
#define LC_FORM_H

#include "column/column.h"
#include "text/clock.h"

bool lc_form_is_number(enum lc_kind kind);
bool lc_form_is_literal(enum lc_kind kind);
const char *lc_form_unit(enum lc_kind kind);
size_t lc_form_stem(const char *name);
bool lc_form_read(enum lc_kind kind, const char *cell, struct lc_value *value);
void lc_form_bytes(int64_t bytes, char *out, size_t room);
void lc_form_print(enum lc_kind kind, enum lc_form form, const struct lc_clock *clock,
		   const struct lc_value *value, char *out, size_t room);

#endif
