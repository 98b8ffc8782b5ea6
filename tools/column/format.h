/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_FORMAT_H
#define LCT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/cell.h"
#include "text/clock.h"
#include "uapi/columns.h"

/*
 * The human-readable form of each kind of value (see uapi/columns.h), and its JSON type:
 *
 *   NUMBER    as it is; a JSON number, right-aligned
 *   DURATION  12.3ms
 *   POINT     the time of day
 *   BYTES     16.0M
 *   ADDRESS   0x7f00
 *   PERCENT   86.3%
 *   WORD      as it is
 *   TEXT      with control characters escaped
 *   COUNTS    as it is; a JSON array
 */

/**
 * struct lct_value - one value, not yet formatted
 * @present:	false for unknown or not applicable
 * @number:	of all kinds but words and texts; tenths for PERCENT
 * @text:	of words, texts and counts, unescaped
 */
struct lct_value {
	bool present;
	int64_t number;
	char text[LCT_CELL_ESCAPED];
};

/* Forms of a value: human-readable, as the module writes it, JSON. */
enum lct_form { LCT_FORM_HUMAN, LCT_FORM_RAW, LCT_FORM_JSON };

bool lct_format_is_number(enum lc_kind kind);
bool lct_format_is_literal(enum lc_kind kind);
const char *lct_format_unit(enum lc_kind kind);
size_t lct_format_stem(const char *name);
bool lct_format_read(enum lc_kind kind, const char *cell, struct lct_value *value);
void lct_format_bytes(int64_t bytes, char *out, size_t room);
void lct_format_print(enum lc_kind kind, enum lct_form form, const struct lct_clock *clock,
		      const struct lct_value *value, char *out, size_t room);

#endif
