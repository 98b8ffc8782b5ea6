// SPDX-License-Identifier: GPL-2.0
/*
 * A frame as cells, which the panes fill, and the screen or a pipe gets. All text passes
 * lct_top_canvas_put(), so that no name of a process commands the terminal.
 */
#include <langinfo.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "text/sanitize.h"
#include "text/warn.h"
#include "top/canvas.h"

/* Room for a line of any screen, made safe. */
#define LINE	4096

/**
 * lct_top_canvas_resize() - begin a frame
 * @c:		the canvas, blank afterwards
 * @rows:	its height
 * @cols:	its width
 *
 * Return: an exit status.
 */
int lct_top_canvas_resize(struct lct_top_canvas *c, int rows, int cols)
{
	const size_t nr = (size_t)rows * cols;

	lct_top_canvas_free(c);
	c->text = calloc(nr + 1, sizeof(*c->text));
	c->look = calloc(nr + 1, sizeof(*c->look));
	if (!c->text || !c->look)
		return lct_warn_no_memory();
	c->rows = rows;
	c->cols = cols;
	c->utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	wmemset(c->text, L' ', nr);
	return 0;
}

static size_t at_cell(const struct lct_top_canvas *c, int row, int col)
{
	return (size_t)row * c->cols + col;
}

/* What is inside of the canvas of a part of a line. */
static int clip(const struct lct_top_canvas *c, int row, int col, int width)
{
	if (row < 0 || row >= c->rows || col < 0 || col >= c->cols || width <= 0)
		return 0;
	return width < c->cols - col ? width : c->cols - col;
}

/**
 * lct_top_canvas_look() - change the look of a part of a line
 * @c:		the canvas
 * @row:	the line
 * @col:	the first cell
 * @width:	how many cells
 * @look:	the look
 */
void lct_top_canvas_look(struct lct_top_canvas *c, int row, int col, int width, int look)
{
	width = clip(c, row, col, width);
	if (width)
		memset(c->look + at_cell(c, row, col), look, width);
}

/* The characters of a text without those that have no width, and the cells that they take. */
static int decode(const char *text, wchar_t *wide, size_t room)
{
	mbstate_t state = { 0 };
	int cells = 0;
	size_t n = 0;

	while (*text && n + 1 < room) {
		const size_t len = mbrtowc(&wide[n], text, strlen(text), &state);

		if (len == 0 || len > strlen(text))
			break;
		text += len;
		if (wcwidth(wide[n]) > 0)
			cells += wcwidth(wide[n++]);
	}
	wide[n] = L'\0';
	return cells;
}

/**
 * lct_top_canvas_put() - write a text, cut by an ellipsis if it is too long
 * @c:		the canvas
 * @row:	the line
 * @col:	the first cell
 * @width:	number of cells
 * @look:	the look of the cells that are written
 * @text:	the text, of any bytes
 *
 * Return: the number of cells that were written.
 */
int lct_top_canvas_put(struct lct_top_canvas *c, int row, int col, int width, int look,
		       const char *text)
{
	char safe[LINE];
	wchar_t wide[LINE];
	int at = 0, cells, i;

	width = clip(c, row, col, width);
	if (!width)
		return 0;
	lct_sanitize_terminal(text, safe, sizeof(safe));
	cells = decode(safe, wide, LINE);
	for (i = 0; wide[i]; i++) {
		const int w = wcwidth(wide[i]);
		wchar_t *cell = c->text + at_cell(c, row, col + at);

		if (cells > width && at + w > width - 1) {
			*cell = c->utf8 ? L'…' : L'~';
			at++;
			break;
		}
		cell[0] = wide[i];
		if (w > 1)
			cell[1] = L'\0';
		at += w;
	}
	lct_top_canvas_look(c, row, col, at, look);
	return at;
}

/**
 * lct_top_canvas_put_right() - write a short text at the right of its place
 * @c:		the canvas
 * @row:	the line
 * @col:	the first cell
 * @width:	number of cells
 * @look:	the look of the cells that are written
 * @text:	the text
 *
 * Return: the number of cells that were written.
 */
int lct_top_canvas_put_right(struct lct_top_canvas *c, int row, int col, int width, int look,
			     const char *text)
{
	const int len = strlen(text);
	const int left = len < width ? width - len : 0;

	return lct_top_canvas_put(c, row, col + left, width - left, look, text);
}

/**
 * lct_top_canvas_print() - print the frame as text
 * @c:		the canvas
 * @out:	output stream; lines have no blanks at their end
 */
void lct_top_canvas_print(const struct lct_top_canvas *c, FILE *out)
{
	char bytes[MB_LEN_MAX];
	int row, col, end;

	for (row = 0; row < c->rows; row++) {
		const wchar_t *line = c->text + at_cell(c, row, 0);

		for (end = c->cols; end && line[end - 1] == L' '; end--)
			;
		for (col = 0; col < end; col++) {
			mbstate_t state = { 0 };
			size_t len;

			if (!line[col])
				continue;
			len = wcrtomb(bytes, line[col], &state);
			if (len == (size_t)-1)
				fputc('?', out);
			else
				fwrite(bytes, 1, len, out);
		}
		fputc('\n', out);
	}
}

/**
 * lct_top_canvas_free() - free the canvas
 * @c: the canvas
 */
void lct_top_canvas_free(struct lct_top_canvas *c)
{
	free(c->text);
	free(c->look);
	*c = (struct lct_top_canvas){ .rows = 0 };
}
