// SPDX-License-Identifier: GPL-2.0
/*
 * What must hold for all output, whatever the input: it has no control sequences, JSON
 * is valid, a row is one line, and columns are aligned.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "output.h"

#define WIDTH_MAX	65536

/**
 * output_wrong() - report a wrong output and abort
 * @what: what is wrong
 * @text: the output
 */
void output_wrong(const char *what, const char *text)
{
	fprintf(stderr, "%s:\n", what);
	for (; *text; text++)
		fprintf(stderr, *text == '\n' || (*text >= ' ' && *text < 0x7f) ? "%c" : "\\x%02x",
			(unsigned char)*text);
	fputc('\n', stderr);
	abort();
}

/* A control character or a direction override. */
static bool is_trouble(wchar_t c)
{
	return (c < ' ' && c != '\n') || (c >= 0x7f && c <= 0x9f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* The next character; @length is its length in bytes, more than 4 if it is not valid. */
static wchar_t next(const char *text, size_t *length)
{
	mbstate_t state = { 0 };
	wchar_t c = 0;

	*length = mbrtowc(&c, text, strlen(text), &state);
	return c;
}

/**
 * output_check_plain() - check that a text is UTF-8 without control characters
 * @text: the text
 */
void output_check_plain(const char *text)
{
	const char *at = text;
	size_t length;

	for (; *at; at += length) {
		wchar_t c = next(at, &length);

		if (length > 4)
			output_wrong("output is not UTF-8", text);
		if (is_trouble(c))
			output_wrong("output commands a terminal", text);
	}
}

static const char *blanks(const char *s)
{
	return s + strspn(s, " \t\r\n");
}

static const char *json_string(const char *s)
{
	for (s++; *s && *s != '"'; s++) {
		if ((unsigned char)*s < ' ')
			return NULL;
		if (*s != '\\')
			continue;
		s++;
		if (*s == 'u' && strspn(s + 1, "0123456789abcdefABCDEF") >= 4)
			s += 4;
		else if (!*s || !strchr("\"\\/bfnrt", *s))
			return NULL;
	}
	return *s ? s + 1 : NULL;
}

static const char *json_number(const char *s)
{
	size_t n;

	s += *s == '-';
	n = strspn(s, "0123456789");
	if (!n || (n > 1 && *s == '0'))
		return NULL;
	s += n;
	if (*s == '.') {
		n = strspn(s + 1, "0123456789");
		s = n ? s + 1 + n : NULL;
	}
	return s;
}

/* The end of the value that begins at @s, or NULL if it is not valid. */
static const char *json_value(const char *s)
{
	static const char * const words[] = { "null", "true", "false" };
	const bool object = *s == '{';
	const char end = object ? '}' : ']';
	size_t i;

	for (i = 0; i < 3; i++)
		if (!strncmp(s, words[i], strlen(words[i])))
			return s + strlen(words[i]);
	if (*s == '"')
		return json_string(s);
	if (*s != '{' && *s != '[')
		return json_number(s);
	s = blanks(s + 1);
	if (*s == end)
		return s + 1;
	for (;;) {
		if (object) {
			s = *s == '"' ? json_string(s) : NULL;
			s = s ? blanks(s) : NULL;
			if (!s || *s++ != ':')
				return NULL;
			s = blanks(s);
		}
		s = json_value(s);
		s = s ? blanks(s) : NULL;
		if (!s || (*s != ',' && *s != end))
			return NULL;
		if (*s == end)
			return s + 1;
		s = blanks(s + 1);
	}
}

/**
 * output_check_json() - check that a text is a sequence of JSON values
 * @text: the text
 */
void output_check_json(const char *text)
{
	const char *at = blanks(text);

	while (*at) {
		at = json_value(at);
		if (!at)
			output_wrong("output is not JSON", text);
		at = blanks(at);
	}
}

/* Number of fields in a line. */
static size_t words(const char *line, size_t length)
{
	size_t i, n = 0;

	for (i = 0; i < length; i++)
		n += line[i] != ' ' && (!i || line[i - 1] == ' ');
	return n;
}

/**
 * output_check_fields() - check that all lines of a raw table have the same number of fields
 * @text: the table
 */
void output_check_fields(const char *text)
{
	const size_t heading = words(text, strcspn(text, "\n"));
	const char *line;

	for (line = text; *line; line += strcspn(line, "\n") + 1)
		if (words(line, strcspn(line, "\n")) != heading)
			output_wrong("a row with another number of fields than the heading", text);
}

/**
 * output_check_aligned() - check that blanks separate the columns in all rows
 * @text: the table, with its heading
 */
void output_check_aligned(const char *text)
{
	static bool used[WIDTH_MAX];
	const char *at = text;
	size_t x = 0, widest = 0, columns = 0, length;

	memset(used, 0, sizeof(used));
	for (; *at && x < WIDTH_MAX - 2; at += length) {
		wchar_t c = next(at, &length);
		int width = wcwidth(c);

		if (c == '\n') {
			x = 0;
			continue;
		}
		if (c != ' ' && width > 0)
			memset(used + x, true, width);
		x += width > 0 ? width : 0;
		widest = x > widest ? x : widest;
	}
	for (x = 0; x < widest; x++)
		columns += used[x] && (!x || !used[x - 1]);
	if (columns < words(text, strcspn(text, "\n")))
		output_wrong("columns run into each other", text);
}

/**
 * output_lines() - count the lines of a text
 * @text: the text
 *
 * Return: their number.
 */
size_t output_lines(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}
