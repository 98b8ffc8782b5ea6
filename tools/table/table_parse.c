// SPDX-License-Identifier: GPL-2.0
/*
 * Parser of the files of /proc/lifecycle: tables (a line of column names, then
 * a row per line) and `name: value` lines. Both become a table; `name: value`
 * lines become a table of one row.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table/table.h"
#include "text/cell.h"
#include "uapi/words.h"

enum { EXPECT_VERSION, EXPECT_NAMES, EXPECT_ROWS };

static int fail(struct lct_table *t, int ret, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static int fail(struct lct_table *t, int ret, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(t->error, sizeof(t->error), fmt, ap);
	va_end(ap);
	return ret;
}

/* Room for one more row. */
static int grow_rows(struct lct_table *t)
{
	size_t room = t->rows_room ? t->rows_room * 2 : 64;
	char ***rows;

	if (t->nrows < t->rows_room)
		return 0;
	rows = reallocarray(t->rows, room, sizeof(*rows));
	if (!rows)
		return fail(t, -ENOMEM, "out of memory");
	t->rows = rows;
	t->rows_room = room;
	return 0;
}

static size_t count_words(const char *s, size_t len)
{
	size_t i, n = 0;

	for (i = 0; i < len; i++)
		if (s[i] != ' ' && (i == 0 || s[i - 1] == ' '))
			n++;
	return n;
}

/* Split text at its blanks; the words point into it. */
static void split_words(char *text, char **words)
{
	char *save = NULL, *w;

	for (w = strtok_r(text, " ", &save); w; w = strtok_r(NULL, " ", &save))
		*words++ = w;
}

static int parse_version(struct lct_table *t, const char *s, size_t len)
{
	static const char magic[] = "# lifecycle ";
	const size_t n = sizeof(magic) - 1;
	char number[12];
	int64_t version;

	if (len <= n || len - n >= sizeof(number) || memcmp(s, magic, n))
		return fail(t, -EPROTO,
			    "line %lu: not a lifecycle file (no \"# lifecycle N\" line)",
			    t->line);
	memcpy(number, s + n, len - n);
	number[len - n] = '\0';
	if (!lct_cell_number(number, &version))
		return fail(t, -EPROTO, "line %lu: no format version", t->line);
	if (version != LC_FORMAT)
		return fail(t, -EPROTONOSUPPORT,
			    "the module writes format %lld and this tool reads format %d: install the tool that matches the module",
			    (long long)version, LC_FORMAT);
	t->expect = t->values ? EXPECT_ROWS : EXPECT_NAMES;
	return 0;
}

static int parse_names(struct lct_table *t, const char *s, size_t len)
{
	size_t n = count_words(s, len);

	if (!n)
		return fail(t, -EPROTO, "line %lu: no column names", t->line);
	free(t->names);
	free(t->names_text);
	/* Rows with other columns cannot be part of the same table. */
	if (t->nrows && n != t->ncols)
		lct_table_clear_rows(t);
	t->names = calloc(n, sizeof(*t->names));
	t->names_text = strndup(s, len);
	if (!t->names || !t->names_text)
		return fail(t, -ENOMEM, "out of memory");
	split_words(t->names_text, t->names);
	t->ncols = n;
	t->expect = EXPECT_ROWS;
	return 0;
}

static int parse_row(struct lct_table *t, const char *s, size_t len)
{
	size_t n = count_words(s, len);
	char **cells, *text;
	int ret;

	if (n != t->ncols)
		return fail(t, -EPROTO, "line %lu: %zu fields where the header has %zu",
			    t->line, n, t->ncols);
	ret = grow_rows(t);
	if (ret)
		return ret;
	/* One allocation per row: the pointers, then the text they point into. */
	cells = malloc(n * sizeof(*cells) + len + 1);
	if (!cells)
		return fail(t, -ENOMEM, "out of memory");
	text = (char *)(cells + n);
	memcpy(text, s, len);
	text[len] = '\0';
	split_words(text, cells);
	t->rows[t->nrows++] = cells;
	return 0;
}

static int add_word(struct lct_table *t, char **line, const char *s, size_t len)
{
	size_t have = *line ? strlen(*line) : 0;
	char *p = realloc(*line, have + len + 2);

	if (!p)
		return fail(t, -ENOMEM, "out of memory");
	*line = p;
	memcpy(p + have, s, len);
	memcpy(p + have + len, " ", 2);
	return 0;
}

/* Transpose `name: value` lines into a header and a row. */
static int parse_value(struct lct_table *t, const char *s, size_t len)
{
	const char *colon = memchr(s, ':', len);
	size_t skip;
	int ret;

	if (!colon || colon == s || memchr(s, ' ', colon - s))
		return fail(t, -EPROTO, "line %lu: not \"name: value\"", t->line);
	for (skip = colon - s + 1; skip < len && s[skip] == ' '; skip++)
		;
	if (skip == len || memchr(s + skip, ' ', len - skip))
		return fail(t, -EPROTO, "line %lu: not exactly one value", t->line);
	ret = add_word(t, &t->values_names, s, colon - s);
	return ret ? ret : add_word(t, &t->values_cells, s + skip, len - skip);
}

static int parse_line(struct lct_table *t, const char *s, size_t len)
{
	t->line++;
	if (memchr(s, '\0', len))
		return fail(t, -EPROTO, "line %lu: NUL byte", t->line);
	/* A reader that follows a file may read the header again. */
	if (len && s[0] == '#' && t->expect == EXPECT_ROWS && !t->values)
		t->expect = EXPECT_VERSION;
	switch (t->expect) {
	case EXPECT_VERSION:
		return parse_version(t, s, len);
	case EXPECT_NAMES:
		return parse_names(t, s, len);
	}
	if (!len)
		return 0;
	return t->values ? parse_value(t, s, len) : parse_row(t, s, len);
}

static int keep_pending(struct lct_table *t, const char *data, size_t len)
{
	char *p;

	if (t->pending_len + len > t->pending_room) {
		p = realloc(t->pending, (t->pending_len + len) * 2);
		if (!p)
			return fail(t, -ENOMEM, "out of memory");
		t->pending = p;
		t->pending_room = (t->pending_len + len) * 2;
	}
	if (len)
		memcpy(t->pending + t->pending_len, data, len);
	t->pending_len += len;
	return 0;
}

/**
 * lct_table_parse() - parse the next bytes of a file
 * @t:		the table, which gains a row for every line completed
 * @data:	the bytes; a line may end in a later call
 * @len:	how many
 *
 * Return: 0, -EPROTONOSUPPORT for an unknown format version, -EPROTO for any
 * other syntax error, or -ENOMEM. On failure t->error has the reason.
 */
int lct_table_parse(struct lct_table *t, const char *data, size_t len)
{
	const char *end;
	int ret;

	t->error[0] = '\0';
	while (len) {
		size_t n;

		end = memchr(data, '\n', len);
		if (!end)
			return keep_pending(t, data, len);
		n = end - data;
		if (t->pending_len) {
			ret = keep_pending(t, data, n);
			if (!ret)
				ret = parse_line(t, t->pending, t->pending_len);
			t->pending_len = 0;
		} else {
			ret = parse_line(t, data, n);
		}
		if (ret)
			return ret;
		data += n + 1;
		len -= n + 1;
	}
	return 0;
}

/**
 * lct_table_read() - read a table file up to its current end
 * @t:	the table; rows are appended
 * @fd:	an open descriptor; a later call reads what has been added
 *
 * Return: see lct_table_parse(), or the negative errno of read(2).
 */
int lct_table_read(struct lct_table *t, int fd)
{
	const size_t room = 256 * 1024;
	char *buf = malloc(room);
	ssize_t n;
	int ret = 0;

	if (!buf)
		return fail(t, -ENOMEM, "out of memory");
	do {
		n = read(fd, buf, room);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			ret = fail(t, -errno, "%s", strerror(errno));
		else
			ret = lct_table_parse(t, buf, n);
	} while (!ret && n != 0);
	free(buf);
	if (ret)
		return ret;
	if (t->expect == EXPECT_VERSION)
		return fail(t, -EPROTO, "empty file");
	return 0;
}

/**
 * lct_table_read_values() - read a file of `name: value` lines
 * @t:	an empty table, which receives one row
 * @fd:	an open descriptor
 *
 * Return: see lct_table_read().
 */
int lct_table_read_values(struct lct_table *t, int fd)
{
	int ret;

	t->values = true;
	ret = lct_table_read(t, fd);
	if (!ret && !t->values_names)
		ret = fail(t, -EPROTO, "no values");
	if (!ret)
		ret = parse_names(t, t->values_names, strlen(t->values_names));
	if (!ret)
		ret = parse_row(t, t->values_cells, strlen(t->values_cells));
	return ret;
}
