/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_FORM_H
#define LC_FORM_H

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
enum lc_kind {
	LC_KIND_NUMBER,
	LC_KIND_DURATION,
	LC_KIND_POINT,
	LC_KIND_BYTES,
	LC_KIND_ADDRESS,
	LC_KIND_PERCENT,
	LC_KIND_WORD,
	LC_KIND_TEXT,
	LC_KIND_COUNTS,
};

/**
 * struct lc_value - one value, before it is given a form
 * @present:	false for unknown or not applicable
 * @number:	of all kinds but words and texts; tenths for PERCENT
 * @text:	of words, texts and counts, unescaped
 */
struct lc_value {
	bool present;
	int64_t number;
	char text[LC_CELL_ESCAPED];
};

/* Forms of a value: for people, as the module writes it, for JSON. */
enum lc_form { LC_FORM_HUMAN, LC_FORM_RAW, LC_FORM_JSON };

bool lc_form_is_number(enum lc_kind kind);
bool lc_form_is_literal(enum lc_kind kind);
const char *lc_form_unit(enum lc_kind kind);
size_t lc_form_stem(const char *name);
bool lc_form_read(enum lc_kind kind, const char *cell, struct lc_value *value);
void lc_form_bytes(int64_t bytes, char *out, size_t room);
void lc_form_print(enum lc_kind kind, enum lc_form form, const struct lc_clock *clock,
		   const struct lc_value *value, char *out, size_t room);

#endif
