// SPDX-License-Identifier: GPL-2.0
/* Rows as text: one line of a table, or a list of names and values. */
#include <linux/kernel.h>
#include <linux/stddef.h>

#include "view/row.h"

enum kind { NUM, WORD, TEXT, HIST };

static const struct column {
	const char *name;
	enum kind kind;
	unsigned int offset;
} columns[] = {
#define COLUMN(KIND, name)	{ #name, KIND, offsetof(struct lc_row, name) },
#define COLUMN_NUM(name)	COLUMN(NUM, name)
#define COLUMN_WORD(name)	COLUMN(WORD, name)
#define COLUMN_TEXT(name)	COLUMN(TEXT, name)
#define COLUMN_HIST(name)	COLUMN(HIST, name)
	LC_COLUMNS(COLUMN_NUM, COLUMN_WORD, COLUMN_TEXT, COLUMN_HIST)
};

/*
 * Some terminals take these for control codes and line breaks, or show what is
 * around them in another order: C1, separators, directions of writing.
 */
static bool is_control(u32 code)
{
	return code < 0xa0 || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

/*
 * How many bytes the character at @text has that can be printed as it is: plain
 * ASCII, or well-formed UTF-8. Else 0.
 */
static unsigned int plain_length(const unsigned char *text)
{
	/* The least code of each length: less is another way to write a shorter one. */
	static const u32 least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned int length, i;
	u32 code;

	if (text[0] < 0x80)
		return text[0] > ' ' && text[0] != 0x7f && text[0] != '\\';
	if (text[0] < 0xc0 || text[0] > 0xf7)
		return 0;
	length = text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : 2;
	code = text[0] & (0x7f >> length);
	for (i = 1; i < length; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (text[i] & 0x3f);
	}
	if (code < least[length] || code > 0x10ffff || (code >> 11) == 0x1b)
		return 0;
	return is_control(code) ? 0 : length;
}

/**
 * lc_row_print_text() - print a name or path
 * @m: where to
 * @text: the text, or NULL if it is not known
 *
 * A task chooses its own name: whatever could be taken for a separator, for
 * the sign of the unknown, is a control character or no character at all, is
 * written in octal, byte by byte. What is printed is always UTF-8.
 */
void lc_row_print_text(struct seq_file *m, const char *text)
{
	const char *from = text;

	if (!text) {
		seq_putc(m, '-');
		return;
	}
	if (!*text) {
		seq_puts(m, "\\000");
		return;
	}
	if (text[0] == '-' && !text[1]) {
		seq_puts(m, "\\055");
		return;
	}
	while (*text) {
		unsigned int length = plain_length((const unsigned char *)text);

		if (length) {
			text += length;
			continue;
		}
		seq_write(m, from, text - from);
		seq_printf(m, "\\%03o", (unsigned char)*text);
		from = ++text;
	}
	seq_write(m, from, text - from);
}

/* Up to the last bucket that is not empty; nothing counted is "0". */
static void print_hist(struct seq_file *m, const u32 *hist)
{
	unsigned int i, last = 0;

	for (i = 0; i < LC_LATENCY_BUCKETS; i++)
		if (hist[i])
			last = i;
	for (i = 0; i <= last; i++)
		seq_put_decimal_ull(m, i ? "," : "", hist[i]);
}

static void print_cell(struct seq_file *m, const struct lc_text *cell)
{
	lc_row_print_text(m, cell->known ? cell->text : NULL);
}

static void print_value(struct seq_file *m, const struct lc_row *row,
			const struct column *column)
{
	const void *at = (const void *)row + column->offset;

	switch (column->kind) {
	case NUM:
		if (*(const s64 *)at == LC_UNKNOWN)
			seq_putc(m, '-');
		else
			seq_put_decimal_ll(m, "", *(const s64 *)at);
		break;
	case WORD:
		seq_puts(m, *(const char * const *)at);
		break;
	case TEXT:
		print_cell(m, at);
		break;
	case HIST:
		print_hist(m, at);
		break;
	}
}

/**
 * lc_row_header() - print the two lines that a table begins with
 * @m: where to
 */
void lc_row_header(struct seq_file *m)
{
	unsigned int i;

	seq_printf(m, "# lifecycle %d\n", LC_FORMAT);
	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		if (i)
			seq_putc(m, ' ');
		seq_puts(m, columns[i].name);
	}
	seq_putc(m, '\n');
}

/**
 * lc_row_print_line() - print a task as one line of a table
 * @m: where to
 * @row: the task
 */
void lc_row_print_line(struct seq_file *m, const struct lc_row *row)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		if (i)
			seq_putc(m, ' ');
		print_value(m, row, &columns[i]);
	}
	seq_putc(m, '\n');
}

/**
 * lc_row_print_list() - print a task as lines of "name: value"
 * @m: where to
 * @row: the task
 */
void lc_row_print_list(struct seq_file *m, const struct lc_row *row)
{
	unsigned int i;

	seq_printf(m, "# lifecycle %d\n", LC_FORMAT);
	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		seq_printf(m, "%s: ", columns[i].name);
		print_value(m, row, &columns[i]);
		seq_putc(m, '\n');
	}
}
