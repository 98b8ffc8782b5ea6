// SPDX-License-Identifier: GPL-2.0
/* The kinds of values and how each is formatted. */
#include <stdio.h>
#include <string.h>

#include "column/format.h"
#include "column/hist.h"
#include "text/sanitize.h"
#include "uapi/words.h"

/* Units in -r and -J. */
static const char * const units[] = { LC_KINDS(LC_WORD) };

/**
 * lct_format_unit() - get the unit of a kind in -r and -J
 * @kind: the kind
 */
const char *lct_format_unit(enum lc_kind kind)
{
	return units[kind];
}

/**
 * lct_format_is_number() - check whether a kind is numeric and right-aligned
 * @kind: the kind
 */
bool lct_format_is_number(enum lc_kind kind)
{
	return kind != LC_KIND_WORD && kind != LC_KIND_TEXT && kind != LC_KIND_COUNTS;
}

/**
 * lct_format_is_literal() - check whether a kind is unquoted in JSON
 * @kind: the kind
 */
bool lct_format_is_literal(enum lc_kind kind)
{
	return lct_format_is_number(kind) || kind == LC_KIND_COUNTS;
}

/**
 * lct_format_stem() - get the length of a column's name without its unit
 * @name: the name
 */
size_t lct_format_stem(const char *name)
{
	static const char * const given[] = { "_ns", "_bytes" };
	size_t i, n = strlen(name);

	for (i = 0; i < sizeof(given) / sizeof(*given); i++) {
		size_t len = strlen(given[i]);

		if (n > len && !strcmp(name + n - len, given[i]))
			return n - len;
	}
	return n;
}

/**
 * lct_format_read() - parse a cell of the module
 * @kind:	the kind of value
 * @cell:	the cell, still escaped, NULL if unknown
 * @value:	the value
 *
 * Return: false if there is none.
 */
bool lct_format_read(enum lc_kind kind, const char *cell, struct lct_value *value)
{
	uint64_t address = 0;

	value->number = 0;
	value->text[0] = '\0';
	if (kind == LC_KIND_ADDRESS) {
		value->present = lct_cell_address(cell, &address);
		value->number = (int64_t)address;
	} else if (lct_format_is_number(kind)) {
		value->present = lct_cell_number(cell, &value->number);
	} else {
		value->present = cell;
		if (cell)
			lct_cell_unescape(cell, value->text, sizeof(value->text));
	}
	return value->present;
}

/**
 * lct_format_bytes() - format a size for people
 * @bytes:	the size
 * @out:	812 1.5K 16.0M 3.2G, truncated, not rounded
 * @room:	size of @out
 */
void lct_format_bytes(int64_t bytes, char *out, size_t room)
{
	const char *unit = "KMGTPE";
	int64_t left = bytes;

	if (bytes < 1024) {
		snprintf(out, room, "%lld", (long long)bytes);
		return;
	}
	while (left >= 1024 * 1024) {
		left /= 1024;
		unit++;
	}
	snprintf(out, room, "%lld.%lld%c", (long long)left / 1024,
		 (long long)left % 1024 * 10 / 1024, *unit);
}

static void print_human(enum lc_kind kind, const struct lct_clock *clock,
			const struct lct_value *value, char *out, size_t room)
{
	switch (kind) {
	case LC_KIND_NUMBER:
		snprintf(out, room, "%lld", (long long)value->number);
		break;
	case LC_KIND_DURATION:
		lct_clock_duration(value->number, out, room);
		break;
	case LC_KIND_POINT:
		lct_clock_point(clock, value->number, out, room);
		break;
	case LC_KIND_BYTES:
		lct_format_bytes(value->number, out, room);
		break;
	case LC_KIND_ADDRESS:
		snprintf(out, room, "0x%llx", (unsigned long long)value->number);
		break;
	case LC_KIND_PERCENT:
		snprintf(out, room, "%lld.%lld%%", (long long)value->number / 10,
			 (long long)value->number % 10);
		break;
	case LC_KIND_TEXT:
		/* An empty text, or one that looks like `-`, the sign for no value. */
		if (!value->text[0] || !strcmp(value->text, "-")) {
			lct_cell_escape(value->text, out, room);
			break;
		}
		__attribute__((fallthrough));
	case LC_KIND_WORD:
	case LC_KIND_COUNTS:
		lct_sanitize_terminal(value->text, out, room);
		break;
	}
}

static void print_plain(enum lc_kind kind, enum lct_form form, const struct lct_value *value,
			char *out, size_t room)
{
	if (kind == LC_KIND_PERCENT)
		snprintf(out, room, "%lld.%lld", (long long)value->number / 10,
			 (long long)value->number % 10);
	else if (kind == LC_KIND_ADDRESS)
		snprintf(out, room, "%llu", (unsigned long long)value->number);
	else if (lct_format_is_number(kind))
		snprintf(out, room, "%lld", (long long)value->number);
	else if (kind == LC_KIND_COUNTS)
		snprintf(out, room, "[%s]", value->text);
	else if (form == LCT_FORM_JSON)
		lct_sanitize_utf8(value->text, out, room);
	else
		lct_cell_escape(value->text, out, room);
}

/**
 * lct_format_print() - format a value
 * @kind:	the kind of value
 * @form:	human, raw or JSON
 * @clock:	relation of points in time to the time of day, for people
 * @value:	the value, which must be present
 * @out:	the text
 * @room:	size of @out, LCT_CELL_ESCAPED is enough for what the module writes
 */
void lct_format_print(enum lc_kind kind, enum lct_form form, const struct lct_clock *clock,
		      const struct lct_value *value, char *out, size_t room)
{
	if (form == LCT_FORM_HUMAN)
		print_human(kind, clock, value, out, room);
	else
		print_plain(kind, form, value, out, room);
}
