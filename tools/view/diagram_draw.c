// SPDX-License-Identifier: GPL-2.0
/*
 * The life-cycle diagram as text: boxes and arrows on a canvas of characters, at
 * most 80 columns wide.
 *
 *	start -> runnable <-> running -> zombie
 *	             ^           |         |
 *	             +-- wait <--+         v
 *	             +-- wait <--+      reaped
 */
#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#include "text/clock.h"
#include "view/diagram_draw.h"

#define WIDTH	80
#define HEIGHT	(BOX * (1 + LCT_WAITS_NR) + 1)

/* Height and width of a box, and the position of each kind. */
#define BOX		4
#define BOX_WIDTH	12
#define X_START		0
#define X_RUNNABLE	17
#define X_WAIT		32
#define X_RUNNING	48
#define X_ZOMBIE	66

/* The middle of a box, where vertical lines begin. */
#define MIDDLE		(BOX_WIDTH / 2)

/* Glyphs of lines; everything else on the canvas is ASCII. */
enum glyph {
	ROW = 128, COLUMN, TOP_LEFT, TOP_RIGHT, LOW_LEFT, LOW_RIGHT, TO_RIGHT, TO_LEFT,
	HEAVY, HEAVY_ROW = HEAVY, HEAVY_COLUMN, HEAVY_TOP_LEFT, HEAVY_TOP_RIGHT,
	HEAVY_LOW_LEFT, HEAVY_LOW_RIGHT, ARROW_RIGHT, ARROW_LEFT, ARROW_UP, ARROW_DOWN,
	GLYPH_END,
};

static const char * const utf8[GLYPH_END - ROW] = {
	"─", "│", "┌", "┐", "└", "┘", "├", "┤",
	"═", "║", "╔", "╗", "╚", "╝", "▶", "◀", "▲", "▼",
};

static const char ascii[GLYPH_END - ROW + 1] = "-|++++++=#####><^v";

struct canvas {
	unsigned char at[HEIGHT][WIDTH];
};

static void put(struct canvas *c, int y, int x, const char *text)
{
	for (; *text && x < WIDTH; text++)
		c->at[y][x++] = *text;
}

static void put_centred(struct canvas *c, int y, int x, int width, const char *text)
{
	const int rest = width - (int)strlen(text);

	put(c, y, x + (rest > 0 ? rest / 2 : 0), text);
}

static void box(struct canvas *c, int y, int x, const struct lct_stage *s)
{
	const int style = s->is_here ? HEAVY - ROW : 0;
	char text[LCT_CLOCK_TEXT];
	int i;

	for (i = 1; i < BOX_WIDTH - 1; i++) {
		c->at[y][x + i] = ROW + style;
		c->at[y + BOX - 1][x + i] = ROW + style;
	}
	for (i = 1; i < BOX - 1; i++) {
		c->at[y + i][x] = COLUMN + style;
		c->at[y + i][x + BOX_WIDTH - 1] = COLUMN + style;
	}
	c->at[y][x] = TOP_LEFT + style;
	c->at[y][x + BOX_WIDTH - 1] = TOP_RIGHT + style;
	c->at[y + BOX - 1][x] = LOW_LEFT + style;
	c->at[y + BOX - 1][x + BOX_WIDTH - 1] = LOW_RIGHT + style;
	put_centred(c, y + 1, x, BOX_WIDTH, s->name);
	lct_clock_duration(s->ns, text, sizeof(text));
	put_centred(c, y + 2, x, BOX_WIDTH, text);
}

/* At most six characters, truncated, not rounded. */
static void count_text(int64_t n, const char *what, char *out, size_t room)
{
	const int64_t million = 1000000, milliard = 1000 * million;

	if (n < million)
		snprintf(out, room, " %lld%s ", (long long)n, what);
	else if (n < milliard)
		snprintf(out, room, " %lld.%lldM%s ", (long long)(n / million),
			 (long long)(n % million / 100000), what);
	else
		snprintf(out, room, " %lld.%lldG%s ", (long long)(n / milliard),
			 (long long)(n % milliard / (100 * million)), what);
}

/* A horizontal line from @x1 up to, not including, @x2; @arrow may be 0. */
static void way(struct canvas *c, int y, int x1, int x2, int64_t count, const char *what,
		enum glyph arrow)
{
	char text[WIDTH];
	int i;

	for (i = x1; i < x2; i++)
		c->at[y][i] = ROW;
	count_text(count, what, text, sizeof(text));
	put_centred(c, y, x1 + (arrow == ARROW_LEFT), x2 - x1 - (arrow == ARROW_LEFT ||
								 arrow == ARROW_RIGHT), text);
	if (arrow == ARROW_LEFT)
		c->at[y][x1] = arrow;
	else if (arrow == ARROW_RIGHT)
		c->at[y][x2 - 1] = arrow;
}

static void draw_wait(struct canvas *c, int i, const struct lct_stage *s, bool is_last)
{
	const int up = X_RUNNABLE + MIDDLE, down = X_RUNNING + MIDDLE, y = BOX * (i + 1);
	int j;

	for (j = 0; j < (is_last ? 1 : BOX); j++) {
		c->at[y + j][up] = COLUMN;
		c->at[y + j][down] = COLUMN;
	}
	box(c, y, X_WAIT, s);
	c->at[y + 1][up] = is_last ? LOW_LEFT : TO_RIGHT;
	c->at[y + 1][down] = is_last ? LOW_RIGHT : TO_LEFT;
	way(c, y + 1, up + 1, X_WAIT, s->left, "", 0);
	way(c, y + 1, X_WAIT + BOX_WIDTH, down, s->entered, "", ARROW_LEFT);
	c->at[BOX][up] = ARROW_UP;
}

static void draw_end(struct canvas *c, const struct lct_diagram *d)
{
	char text[32] = "reaped";

	if (!d->zombie.name)
		return;
	box(c, 0, X_ZOMBIE, &d->zombie);
	way(c, 1, (d->running.name ? X_RUNNING : X_START) + BOX_WIDTH, X_ZOMBIE,
	    d->zombie.entered, "", ARROW_RIGHT);
	if (!d->reaped)
		return;
	c->at[BOX][X_ZOMBIE + MIDDLE] = ARROW_DOWN;
	put_centred(c, BOX + 1, X_ZOMBIE, BOX_WIDTH, text);
	if (!d->reaper)
		return;
	snprintf(text, sizeof(text), "by %lld", (long long)d->reaper);
	put_centred(c, BOX + 2, X_ZOMBIE, BOX_WIDTH, text);
}

static void print(const struct canvas *c, FILE *out)
{
	const bool is_utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	int y, x, end;

	for (y = 0; y < HEIGHT; y++) {
		for (end = WIDTH; end && c->at[y][end - 1] == ' '; end--)
			;
		if (!end)
			break;
		for (x = 0; x < end; x++) {
			const unsigned char g = c->at[y][x];

			if (g < ROW)
				fputc(g, out);
			else if (is_utf8)
				fputs(utf8[g - ROW], out);
			else
				fputc(ascii[g - ROW], out);
		}
		fputc('\n', out);
	}
}

/**
 * lct_diagram_draw() - draw the diagram as text
 * @d:		the diagram
 * @out:	output stream
 */
void lct_diagram_draw(const struct lct_diagram *d, FILE *out)
{
	struct canvas c;
	int i;

	memset(&c, ' ', sizeof(c));
	if (d->start.name)
		box(&c, 0, X_START, &d->start);
	if (d->runnable.name)
		box(&c, 0, X_RUNNABLE, &d->runnable);
	if (d->start.name && d->runnable.name && d->start.left)
		way(&c, 1, X_START + BOX_WIDTH, X_RUNNABLE, d->start.left, "", ARROW_RIGHT);
	if (d->running.name)
		box(&c, 0, X_RUNNING, &d->running);
	if (d->running.name && d->runnable.name) {
		way(&c, 1, X_RUNNABLE + BOX_WIDTH, X_RUNNING, d->running.entered, "",
		    ARROW_RIGHT);
		if (d->preempted)
			way(&c, 2, X_RUNNABLE + BOX_WIDTH, X_RUNNING, d->preempted, " preempted",
			    ARROW_LEFT);
	}
	for (i = 0; i < d->nwaits; i++)
		draw_wait(&c, i, &d->wait[i], i + 1 == d->nwaits);
	draw_end(&c, d);
	print(&c, out);
}
