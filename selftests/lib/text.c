// SPDX-License-Identifier: GPL-2.0
#include <stdint.h>
#include <string.h>

#include "ktap.h"
#include "text.h"

static bool is_octal(const char *text)
{
	return text[0] >= '0' && text[0] <= '3' && text[1] >= '0' && text[1] <= '7' &&
	       text[2] >= '0' && text[2] <= '7';
}

size_t text_unescape(const char *cell, char *out, size_t room)
{
	size_t count = 0;

	while (*cell && count + 1 < room) {
		if (cell[0] == '\\' && is_octal(cell + 1)) {
			out[count] = (cell[1] - '0') << 6 | (cell[2] - '0') << 3 |
				     (cell[3] - '0');
			cell += 4;
		} else {
			out[count] = *cell++;
		}
		if (!out[count])
			break;
		count++;
	}
	out[count] = '\0';
	return count;
}

/*
 * Unicode's table of well-formed byte sequences: the first byte, the range of the second.
 */
static const struct {
	uint8_t from, to, second_from, second_to, length;
} forms[] = {
	{ '\n', '\n', 0, 0, 1 },
	{ 0x20, 0x7e, 0, 0, 1 },
	/* Without C1. */
	{ 0xc2, 0xc2, 0xa0, 0xbf, 2 },
	{ 0xc3, 0xdf, 0x80, 0xbf, 2 },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
	{ 0xe1, 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0xed, 0x80, 0x9f, 3 },
	{ 0xee, 0xef, 0x80, 0xbf, 3 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

/* Separators of lines and paragraphs, and bidirectional controls. */
static bool is_invisible(const uint8_t *text)
{
	return text[0] == 0xe2 &&
	       ((text[1] == 0x80 && text[2] >= 0xa8 && text[2] <= 0xae) ||
		(text[1] == 0x81 && text[2] >= 0xa6 && text[2] <= 0xa9));
}

static size_t good_length(const uint8_t *text, size_t room)
{
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		size_t length = forms[i].length;

		if (text[0] < forms[i].from || text[0] > forms[i].to)
			continue;
		if (length == 1)
			return 1;
		if (length > room || text[1] < forms[i].second_from ||
		    text[1] > forms[i].second_to || is_invisible(text))
			return 0;
		for (size_t at = 2; at < length; at++)
			if ((text[at] & 0xc0) != 0x80)
				return 0;
		return length;
	}
	return 0;
}

long text_dirt(const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		size_t good = good_length((const uint8_t *)text + at, length - at);

		if (!good)
			return at;
		at += good;
	}
	return -1;
}
