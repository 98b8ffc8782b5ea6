// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>

#include "uapi/words.h"
#include "view/cell.h"
#include "view/print.h"

/*
 * C1 controls, line separators and bidirectional formatting: terminals may act on them or
 * reorder the text around them.
 */
static bool is_control(u32 code)
{
	return code < 0xa0 || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

/*
 * Length in bytes of the character at @text if it can be printed as it is: plain ASCII or
 * well-formed UTF-8. Otherwise 0.
 */
static unsigned int plain_length(const unsigned char *text)
{
	/* The least code of each length; a smaller one is an overlong encoding. */
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

/*
 * A task chooses its own name. Whatever a reader could take for a separator or for the
 * sign of the unknown, control characters and malformed UTF-8 are printed in octal, byte
 * by byte. What is printed is always UTF-8.
 */
static void print_text(struct seq_file *m, const char *text)
{
	const char *from = text;

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

/* Up to the last non-empty bucket; an empty histogram is "0". */
static void print_hist(struct seq_file *m, const u32 *hist)
{
	unsigned int i, last = 0;

	for (i = 0; i < LC_LATENCY_BUCKETS; i++)
		if (hist[i])
			last = i;
	for (i = 0; i <= last; i++)
		seq_put_decimal_ull(m, i ? "," : "", hist[i]);
}

static void print_number(struct seq_file *m, s64 number)
{
	if (number == LC_UNKNOWN)
		seq_putc(m, '-');
	else
		seq_put_decimal_ll(m, "", number);
}

static void print_point(struct seq_file *m, s64 ns, s64 clock_offset_ns)
{
	print_number(m, ns == LC_UNKNOWN ? ns : ns + clock_offset_ns);
}

static void print_address(struct seq_file *m, s64 address)
{
	if (address == LC_UNKNOWN)
		seq_putc(m, '-');
	else
		seq_put_decimal_ull(m, "", address);
}

static void print_value(struct seq_file *m, enum lc_kind kind, const void *value,
			s64 clock_offset_ns)
{
	const struct lc_text *text = value;

	switch (kind) {
	case LC_KIND_POINT:
		print_point(m, *(const s64 *)value, clock_offset_ns);
		break;
	case LC_KIND_ADDRESS:
		print_address(m, *(const s64 *)value);
		break;
	case LC_KIND_WORD:
		seq_puts(m, *(const char * const *)value);
		break;
	case LC_KIND_TEXT:
		if (text->known)
			print_text(m, text->text);
		else
			seq_putc(m, '-');
		break;
	case LC_KIND_COUNTS:
		print_hist(m, value);
		break;
	default:
		print_number(m, *(const s64 *)value);
	}
}

/**
 * lc_print_header() - print the two lines that a table begins with
 * @m: where to
 * @layout: the table's columns
 *
 * Context: any that @m may be written in.
 */
void lc_print_header(struct seq_file *m, const struct lc_layout *layout)
{
	unsigned int i;

	seq_printf(m, "# lifecycle %d\n", LC_FORMAT);
	for (i = 0; i < layout->nr; i++) {
		if (i)
			seq_putc(m, ' ');
		seq_puts(m, layout->columns[i].name);
	}
	seq_putc(m, '\n');
}

/**
 * lc_print_line() - print a row as one line of a table
 * @m: where to
 * @layout: the table's columns
 * @row: the row, of the type that @layout describes
 * @clock_offset_ns: what the reader's clock is ahead of that of the row
 *
 * Context: any that @m may be written in.
 */
void lc_print_line(struct seq_file *m, const struct lc_layout *layout, const void *row,
		   s64 clock_offset_ns)
{
	unsigned int i;

	for (i = 0; i < layout->nr; i++) {
		if (i)
			seq_putc(m, ' ');
		print_value(m, layout->columns[i].kind, row + layout->columns[i].offset,
			    clock_offset_ns);
	}
	seq_putc(m, '\n');
}

/**
 * lc_print_list() - print a row as lines of "name: value"
 * @m: where to
 * @layout: the columns
 * @row: the row, of the type that @layout describes
 * @clock_offset_ns: what the reader's clock is ahead of that of the row
 *
 * Context: any that @m may be written in.
 */
void lc_print_list(struct seq_file *m, const struct lc_layout *layout, const void *row,
		   s64 clock_offset_ns)
{
	unsigned int i;

	seq_printf(m, "# lifecycle %d\n", LC_FORMAT);
	for (i = 0; i < layout->nr; i++) {
		seq_printf(m, "%s: ", layout->columns[i].name);
		print_value(m, layout->columns[i].kind, row + layout->columns[i].offset,
			    clock_offset_ns);
		seq_putc(m, '\n');
	}
}
