// SPDX-License-Identifier: GPL-2.0
/* Rows as text: one line of a table, or a list of names and values. */
#include <linux/kernel.h>
#include <linux/stddef.h>

#include "row.h"

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

/**
 * lc_row_print_text() - print a name or path
 * @m: where to
 * @text: the text, or NULL if it is not known
 *
 * A task chooses its own name: whatever could be taken for a separator, for
 * the sign of the unknown, or is a control character, is written in octal.
 */
void lc_row_print_text(struct seq_file *m, const char *text)
{
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
	for (; *text; text++) {
		unsigned char c = *text;

		if (c <= ' ' || c == 0x7f || c == '\\')
			seq_printf(m, "\\%03o", c);
		else
			seq_putc(m, c);
	}
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
