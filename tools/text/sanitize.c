// SPDX-License-Identifier: GPL-2.0
/*
 * Untrusted texts. A task can set its name to anything: control codes, an
 * incomplete character, a newline. None of that may reach a terminal or break a
 * line of output.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "text/sanitize.h"

/* Invisible characters that change how the text around them is displayed. */
static bool invisible(wchar_t c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xad ||
	       (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

/**
 * lct_sanitize_terminal() - make a text safe for a terminal
 * @text:	any bytes
 * @out:	the same; bytes that the locale cannot print become a backslash
 *		and three octal digits
 * @room:	size of @out; a text that does not fit is cut
 */
void lct_sanitize_terminal(const char *text, char *out, size_t room)
{
	mbstate_t state = { 0 };
	size_t n = 0;

	while (*text && n + 5 <= room) {
		size_t len;
		wchar_t c;

		len = mbrtowc(&c, text, strlen(text), &state);
		if (len == (size_t)-1 || len == (size_t)-2 || invisible(c) ||
		    wcwidth(c) < 0) {
			memset(&state, 0, sizeof(state));
			n += snprintf(out + n, room - n, "\\%03o", (unsigned char)*text++);
			continue;
		}
		if (n + len >= room)
			break;
		memcpy(out + n, text, len);
		n += len;
		text += len;
	}
	out[n] = '\0';
}

/**
 * lct_sanitize_length() - decode the first character of an untrusted text
 * @text:	at least one byte
 * @number:	the code point, or the value of a byte that is not UTF-8
 *
 * Return: its number of bytes; 0 if it is not well-formed.
 */
size_t lct_sanitize_length(const char *text, uint32_t *number)
{
	const unsigned char *s = (const unsigned char *)text;
	/* The smallest code point of each length; smaller ones are overlong forms. */
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t c;
	size_t i, n;

	*number = s[0];
	if (s[0] < 0x80)
		return 1;
	n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (s[0] < 0xc0 || s[0] > 0xf7)
		return 0;
	c = s[0] & (0x7f >> n);
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*number = c;
	return n;
}

/**
 * lct_sanitize_plain() - check whether the module writes a character unescaped
 * @text:	at least one byte
 *
 * The rule is the module's, see lct_row_print_text() there.
 * Return: the number of bytes of the first character; 0 if it is written as octal
 * digits, byte by byte.
 */
size_t lct_sanitize_plain(const char *text)
{
	uint32_t c;
	size_t n = lct_sanitize_length(text, &c);

	if (c <= ' ' || c == '\\' || (c >= 0x7f && c < 0xa0) ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
		return 0;
	return n;
}

/**
 * lct_sanitize_utf8() - convert a text to valid UTF-8, as JSON requires in any locale
 * @text:	any bytes
 * @out:	the same; a byte that is not UTF-8 becomes U+FFFD
 * @room:	size of @out; a text that does not fit is cut
 */
void lct_sanitize_utf8(const char *text, char *out, size_t room)
{
	size_t n = 0;

	while (*text && n + 5 <= room) {
		uint32_t c;
		size_t len = lct_sanitize_length(text, &c);

		if (len) {
			memcpy(out + n, text, len);
			n += len;
			text += len;
		} else {
			memcpy(out + n, "\xef\xbf\xbd", 3);
			n += 3;
			text++;
		}
	}
	out[n] = '\0';
}
