/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_FORMAT_H
#define LCT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/cell.h"
#include "text/clock.h"

/*
 * Kinds of columns: how one is shown to people, and its JSON type.
 *
 *   NUMBER    as it is; a JSON number, to the right
 *   DURATION  nanoseconds; people see 12.3ms
 *   POINT     CLOCK_MONOTONIC nanoseconds; people see the time of day
 *   BYTES     a size; people see 16.0M
 *   ADDRESS   up to 64 bits, without a sign; people see 0x7f00
 *   PERCENT   with one digit after the point
 *   WORD      out of a list of words
 *   TEXT      chosen by a task, so it may hold any bytes
 *   COUNTS    numbers between commas; a JSON array
 */
enum lct_kind {
	LCT_KIND_NUMBER,
	LCT_KIND_DURATION,
	LCT_KIND_POINT,
	LCT_KIND_BYTES,
	LCT_KIND_ADDRESS,
	LCT_KIND_PERCENT,
	LCT_KIND_WORD,
	LCT_KIND_TEXT,
	LCT_KIND_COUNTS,
};

/**
 * struct lct_value - one value, before it is given a form
 * @present:	false for unknown or not applicable
 * @number:	of all kinds but words and texts; tenths for PERCENT
 * @text:	of words, texts and counts, unescaped
 */
struct lct_value {
	bool present;
	int64_t number;
	char text[LCT_CELL_ESCAPED];
};

/* Forms of a value: for people, as the module writes it, for JSON. */
enum lct_form { LCT_FORM_HUMAN, LCT_FORM_RAW, LCT_FORM_JSON };

bool lct_format_is_number(enum lct_kind kind);
bool lct_format_is_literal(enum lct_kind kind);
const char *lct_format_unit(enum lct_kind kind);
size_t lct_format_stem(const char *name);
bool lct_format_read(enum lct_kind kind, const char *cell, struct lct_value *value);
void lct_format_bytes(int64_t bytes, char *out, size_t room);
void lct_format_print(enum lct_kind kind, enum lct_form form, const struct lct_clock *clock,
		      const struct lct_value *value, char *out, size_t room);

#endif
