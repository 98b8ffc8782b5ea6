// SPDX-License-Identifier: GPL-2.0
#include <stdint.h>

#include "ktap.h"
#include "text/cell.h"

static bool is_number(const char *cell, int64_t wanted)
{
	int64_t value = -77;

	return lct_cell_number(cell, &value) && value == wanted;
}

static bool is_none(const char *cell)
{
	int64_t value = -77;

	return !lct_cell_number(cell, &value) && value == -77;
}

static bool is_address(const char *cell, uint64_t wanted)
{
	uint64_t value = 77;

	return lct_cell_address(cell, &value) && value == wanted;
}

/* Escape and unescape every byte but zero. */
static bool round_trip(void)
{
	char text[2] = "", cell[16], back[2];
	int c;

	for (c = 1; c < 256; c++) {
		text[0] = c;
		lct_cell_escape(text, cell, sizeof(cell));
		if (strpbrk(cell, " \n\t") || !strcmp(cell, "-"))
			return false;
		if (lct_cell_unescape(cell, back, sizeof(back)) != 1 || back[0] != text[0])
			return false;
	}
	return true;
}

int main(void)
{
	char out[64], tiny[4];

	plan(15);
	result(is_number("0", 0) && is_number("-20", -20), "numbers and negative numbers");
	result(is_number("9223372036854775807", INT64_MAX), "the largest number");
	result(is_none("9223372036854775808"), "a number that does not fit is rejected");
	result(is_none("") && is_none("-") && is_none("1x") && is_none(" 1") && is_none("+1") &&
	       is_none("0x1") && is_none("--1") && is_none(NULL),
	       "anything else is not a number");
	result(is_address("18446744073699065856", 0xffffffffff600000) &&
	       is_address("-10485760", 0xffffffffff600000) && is_address("0", 0),
	       "addresses, signed and unsigned");
	result(!is_address("-", 77) && !is_address("18446744073709551616", 77) &&
	       !is_address("0x10", 77) && !is_address(NULL, 77), "anything else is not an address");
	lct_cell_unescape("a\\040b\\134c\\012", out, sizeof(out));
	same(out, "a b\\c\n", "escapes are undone");
	lct_cell_unescape("a\\04", out, sizeof(out));
	same(out, "a\\04", "an incomplete escape is kept");
	lct_cell_unescape("\\777", out, sizeof(out));
	same(out, "\\777", "an escape that exceeds a byte is kept");
	result(lct_cell_unescape("\\000", out, sizeof(out)) == 0 && !out[0], "the empty text");
	lct_cell_escape("", out, sizeof(out));
	same(out, "\\000", "an empty text is escaped");
	lct_cell_escape("-", out, sizeof(out));
	same(out, "\\055", "a text that is a minus sign is escaped");
	lct_cell_escape("gr\xc3\xbc\xc3\x9f \xc2\x9b\x9b\xe2\x80\xae\xc3", out, sizeof(out));
	same(out, "gr\xc3\xbc\xc3\x9f\\040\\302\\233\\233\\342\\200\\256\\303",
	     "control characters, direction overrides and invalid UTF-8 are escaped");
	result(round_trip(), "every byte survives escaping and unescaping");
	lct_cell_unescape("abcdefgh", tiny, sizeof(tiny));
	same(tiny, "abc", "a text that is too long is truncated");
	return ktap_failed;
}
