// SPDX-License-Identifier: GPL-2.0
/*
 * One cell of a /proc/lifecycle file: a number, a word, or a text in which
 * blanks, control codes and backslashes are written as a backslash and three
 * octal digits.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/cell.h"
#include "text/sanitize.h"

/**
 * lct_cell_number() - parse a cell as a decimal number
 * @cell:	the cell, may be NULL
 * @value:	the number, unchanged on failure
 *
 * Return: true if the whole cell is one number in range.
 */
bool lct_cell_number(const char *cell, int64_t *value)
{
	const char *digits = cell && *cell == '-' ? cell + 1 : cell;
	char *end;
	long long v;

	/* strtoll() would also accept blanks and a plus sign. */
	if (!digits || *digits < '0' || *digits > '9')
		return false;
	errno = 0;
	v = strtoll(cell, &end, 10);
	if (*end || errno)
		return false;
	*value = v;
	return true;
}

/**
 * lct_cell_address() - parse a cell as a 64-bit address, in decimal
 * @cell:	the cell, may be NULL
 * @value:	the number, unchanged on failure
 *
 * The upper half of all addresses may also be written as negative numbers.
 *
 * Return: true if the whole cell is one number in range.
 */
bool lct_cell_address(const char *cell, uint64_t *value)
{
	unsigned long long v;
	int64_t negative;
	char *end;

	if (cell && *cell == '-' && lct_cell_number(cell, &negative)) {
		*value = negative;
		return true;
	}
	if (!cell || *cell < '0' || *cell > '9')
		return false;
	errno = 0;
	v = strtoull(cell, &end, 10);
	if (*end || errno)
		return false;
	*value = v;
	return true;
}

static bool octal(char c)
{
	return c >= '0' && c <= '7';
}

/**
 * lct_cell_unescape() - decode an escaped cell
 * @cell:	the cell
 * @out:	the bytes, terminated by a NUL byte, cut to fit
 * @room:	size of @out, at least 1
 *
 * An empty text is written \000 and is decoded to an empty string.
 * Return: the number of bytes before the NUL byte.
 */
size_t lct_cell_unescape(const char *cell, char *out, size_t room)
{
	size_t n = 0;

	while (*cell && n + 1 < room) {
		if (cell[0] == '\\' && cell[1] >= '0' && cell[1] <= '3' &&
		    octal(cell[2]) && octal(cell[3])) {
			out[n] = (cell[1] - '0') << 6 | (cell[2] - '0') << 3 |
				 (cell[3] - '0');
			cell += 4;
		} else {
			out[n] = *cell++;
		}
		if (!out[n])
			break;
		n++;
	}
	out[n] = '\0';
	return n;
}

/* Write bytes that a cell cannot contain as octal digits; keep a cell's own escapes. */
static size_t escape(const char *text, bool is_cell, char *out, size_t room)
{
	size_t n = 0;

	while (*text && n + 5 <= room) {
		size_t len = is_cell && *text == '\\' ? 1 : lct_sanitize_plain(text);

		if (len)
			memcpy(out + n, text, len);
		else
			snprintf(out + n, room - n, "\\%03o", (unsigned char)*text);
		n += len ? len : 4;
		text += len ? len : 1;
	}
	out[n] = '\0';
	return n;
}

/**
 * lct_cell_escape() - escape a text as the module's files do
 * @text:	the bytes
 * @out:	the cell: no blank in it, never empty, never a bare `-`
 * @room:	size of @out
 *
 * Return: the length of the cell; what does not fit is omitted.
 */
size_t lct_cell_escape(const char *text, char *out, size_t room)
{
	if (!*text || !strcmp(text, "-"))
		return snprintf(out, room, *text ? "\\055" : "\\000");
	return escape(text, false, out, room);
}

/**
 * lct_cell_copy() - copy a cell unchanged
 * @cell:	written by the module, or by anyone in a recording
 * @out:	the cell; bytes that the module never writes are escaped
 * @room:	size of @out
 *
 * Return: the length of the copy; what does not fit is omitted.
 */
size_t lct_cell_copy(const char *cell, char *out, size_t room)
{
	return escape(cell, true, out, room);
}
