// SPDX-License-Identifier: GPL-2.0
/* The terminal, through ncurses. Messages wait until it has been restored. */
#include <curses.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "text/warn.h"
#include "top/keys.h"
#include "top/screen.h"

/* The wait for the rest of an escape sequence, in ms */
#define ESCAPE_MS	25

static const struct {
	wint_t code;
	int key;
} specials[] = {
	{ KEY_UP, LCT_TOP_KEY_UP },
	{ KEY_DOWN, LCT_TOP_KEY_DOWN },
	{ KEY_PPAGE, LCT_TOP_KEY_PAGE_UP },
	{ KEY_NPAGE, LCT_TOP_KEY_PAGE_DOWN },
	{ KEY_HOME, LCT_TOP_KEY_HOME },
	{ KEY_END, LCT_TOP_KEY_END },
	{ KEY_ENTER, LCT_TOP_KEY_ENTER },
	{ KEY_BACKSPACE, LCT_TOP_KEY_BACKSPACE },
}, controls[] = {
	{ '\n', LCT_TOP_KEY_ENTER },
	{ '\r', LCT_TOP_KEY_ENTER },
	{ '\b', LCT_TOP_KEY_BACKSPACE },
	{ 0x7f, LCT_TOP_KEY_BACKSPACE },
	{ 0x1b, LCT_TOP_KEY_ESCAPE },
};

static const struct {
	int look;
	attr_t attribute;
} attributes[] = {
	{ LCT_TOP_BOLD, A_BOLD },
	{ LCT_TOP_DIM, A_DIM },
	{ LCT_TOP_REVERSE, A_REVERSE },
};

static const short colors[] = {
	[LCT_TOP_GREEN] = COLOR_GREEN,
	[LCT_TOP_YELLOW] = COLOR_YELLOW,
	[LCT_TOP_BLUE] = COLOR_BLUE,
	[LCT_TOP_RED] = COLOR_RED,
	[LCT_TOP_MAGENTA] = COLOR_MAGENTA,
	[LCT_TOP_CYAN] = COLOR_CYAN,
};

static void begin_colors(void)
{
	const char *none = getenv("NO_COLOR");
	size_t i;

	if ((none && *none) || !has_colors() || start_color() == ERR)
		return;
	use_default_colors();
	for (i = 1; i < sizeof(colors) / sizeof(*colors); i++)
		init_pair(i, colors[i], -1);
}

/**
 * lct_top_screen_open() - take over the terminal
 * @screen:	the terminal; closed by the caller if this succeeds
 *
 * Signals that end the tool must be blocked: ncurses handles them otherwise.
 *
 * Return: an exit status.
 */
int lct_top_screen_open(struct lct_top_screen *screen)
{
	const char *term = getenv("TERM");

	if (!newterm(NULL, stdout, stdin)) {
		lct_warn("unknown terminal '%s'; --batch needs none", term ? term : "");
		return EXIT_FAILURE;
	}
	screen->stderr_fd = dup(STDERR_FILENO);
	screen->messages = memfd_create("messages", MFD_CLOEXEC);
	if (screen->messages >= 0)
		dup2(screen->messages, STDERR_FILENO);
	begin_colors();
	cbreak();
	noecho();
	curs_set(0);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	set_escdelay(ESCAPE_MS);
	getmaxyx(stdscr, screen->rows, screen->cols);
	return 0;
}

/**
 * lct_top_screen_resize() - adapt to the size that the terminal has now
 * @screen:	the terminal
 */
void lct_top_screen_resize(struct lct_top_screen *screen)
{
	struct winsize size;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_row && size.ws_col)
		resizeterm(size.ws_row, size.ws_col);
	getmaxyx(stdscr, screen->rows, screen->cols);
}

static attr_t attribute_of(int look)
{
	attr_t attribute = 0;
	size_t i;

	for (i = 0; i < sizeof(attributes) / sizeof(*attributes); i++)
		if (look & attributes[i].look)
			attribute |= attributes[i].attribute;
	return attribute;
}

/**
 * lct_top_screen_paint() - show a frame
 * @c: the frame
 */
void lct_top_screen_paint(const struct lct_top_canvas *c)
{
	int row, col;

	for (row = 0; row < c->rows; row++)
		for (col = 0; col < c->cols; col++) {
			const int at = row * c->cols + col, look = c->look[at];
			const wchar_t text[] = { c->text[at], L'\0' };
			cchar_t cell;

			if (!c->text[at])
				continue;
			setcchar(&cell, text, attribute_of(look), look & LCT_TOP_COLOR, NULL);
			mvadd_wch(row, col, &cell);
		}
	refresh();
}

/**
 * lct_top_screen_key() - get a key that has been pressed
 *
 * Return: a character or one of enum lct_top_special, 0 for a key without a meaning, -1 if
 * there is none.
 */
int lct_top_screen_key(void)
{
	wint_t code;
	size_t i;

	switch (get_wch(&code)) {
	case OK:
		for (i = 0; i < sizeof(controls) / sizeof(*controls); i++)
			if (controls[i].code == code)
				return controls[i].key;
		return code < LCT_TOP_KEY_UP ? (int)code : 0;
	case KEY_CODE_YES:
		for (i = 0; i < sizeof(specials) / sizeof(*specials); i++)
			if (specials[i].code == code)
				return specials[i].key;
		return 0;
	}
	return -1;
}

/**
 * lct_top_screen_suspend() - give the terminal back, stop, and take it again
 */
void lct_top_screen_suspend(void)
{
	endwin();
	kill(getpid(), SIGSTOP);
	refresh();
}

/**
 * lct_top_screen_close() - restore the terminal, and print the messages
 * @screen:	the terminal
 */
void lct_top_screen_close(struct lct_top_screen *screen)
{
	char text[4096];
	ssize_t n;

	endwin();
	if (screen->messages < 0)
		return;
	fflush(stderr);
	dup2(screen->stderr_fd, STDERR_FILENO);
	lseek(screen->messages, 0, SEEK_SET);
	while ((n = read(screen->messages, text, sizeof(text))) > 0)
		fwrite(text, 1, n, stderr);
	close(screen->messages);
	close(screen->stderr_fd);
}
