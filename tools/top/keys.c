// SPDX-License-Identifier: GPL-2.0
/* The keys: one table, of which the help and the line at the bottom are made. */
#include <stddef.h>

#include "top/keys.h"
#include "top/prompt.h"

static void move_to(struct lct_top_view *v, size_t row)
{
	v->pinned = true;
	lct_top_view_select(v, row);
}

static void up(struct lct_top_view *v)
{
	move_to(v, v->selected ? v->selected - 1 : 0);
}

static void down(struct lct_top_view *v)
{
	move_to(v, v->selected + 1);
}

static void page_up(struct lct_top_view *v)
{
	move_to(v, v->selected > (size_t)v->page ? v->selected - v->page : 0);
}

static void page_down(struct lct_top_view *v)
{
	move_to(v, v->selected + v->page);
}

/* The first row, whichever it is, as at the beginning. */
static void home(struct lct_top_view *v)
{
	v->pinned = false;
	lct_top_view_select(v, 0);
}

static void end(struct lct_top_view *v)
{
	move_to(v, v->rows.nr);
}

static void detail(struct lct_top_view *v)
{
	v->detail = !v->detail;
	v->pinned |= v->detail;
}

static void give_up(struct lct_top_view *v)
{
	v->detail = false;
	v->help = false;
}

static void order_by(struct lct_top_view *v, enum lct_top_column_id column)
{
	v->order = (struct lct_top_order){ .column = column };
	lct_top_view_sort(v);
}

static void by_run(struct lct_top_view *v)
{
	order_by(v, LCT_TOP_RUN_PERCENT);
}

static void by_wait(struct lct_top_view *v)
{
	order_by(v, LCT_TOP_WAIT_PERCENT);
}

static void by_time(struct lct_top_view *v)
{
	order_by(v, LCT_TOP_TIME);
}

static void by_peak(struct lct_top_view *v)
{
	order_by(v, LCT_TOP_PEAK);
}

static void by_pid(struct lct_top_view *v)
{
	order_by(v, LCT_TOP_PID);
}

static void next_column(struct lct_top_view *v)
{
	order_by(v, (v->order.column + 1) % LCT_TOP_COLUMN_NR);
}

static void previous_column(struct lct_top_view *v)
{
	order_by(v, (v->order.column + LCT_TOP_COLUMN_NR - 1) % LCT_TOP_COLUMN_NR);
}

static void invert(struct lct_top_view *v)
{
	v->order.inverted = !v->order.inverted;
	lct_top_view_sort(v);
}

static void search(struct lct_top_view *v)
{
	lct_top_prompt_begin(v, LCT_TOP_SEARCH);
}

static void search_on(struct lct_top_view *v)
{
	if (!lct_top_view_find(v, v->search, v->selected + 1))
		v->message = "not found";
}

static void filter(struct lct_top_view *v)
{
	lct_top_prompt_begin(v, LCT_TOP_FILTER);
}

static void user(struct lct_top_view *v)
{
	lct_top_prompt_begin(v, LCT_TOP_USER_NAME);
}

static void group(struct lct_top_view *v)
{
	v->choice.group = (v->choice.group + 1) % LCT_TOP_GROUP_NR;
	v->pinned = false;
	lct_top_view_renew(v);
}

static void threads(struct lct_top_view *v)
{
	v->choice.threads = !v->choice.threads;
	lct_top_view_renew(v);
}

static void kernel(struct lct_top_view *v)
{
	v->choice.kernel = !v->choice.kernel;
	lct_top_view_renew(v);
}

static void help(struct lct_top_view *v)
{
	v->help = !v->help;
}

static void quit(struct lct_top_view *v)
{
	v->ended = true;
}

const struct lct_top_key lct_top_keys[] = {
	{ 'q', "q", "quit", "leave", quit },
	{ 'h', "h ?", "help", "show or hide this help", help },
	{ '?', NULL, NULL, NULL, help },
	{ LCT_TOP_KEY_ENTER, "Enter", "detail", "show or hide the detail of the selected task",
	  detail },
	{ LCT_TOP_KEY_ESCAPE, "Esc", NULL, "hide the detail or the help", give_up },
	{ '/', "/", "search", "search for a name", search },
	{ '*', "*", NULL, "search on", search_on },
	{ '\\', "\\", "filter", "show only what contains a text; Esc ends it", filter },
	{ 'u', "u", "user", "show only the processes of a user", user },
	{ 'g', "g", "group", "group by unit, user, command, or not", group },
	{ 'H', "H", "threads", "a line for each thread, or for each process", threads },
	{ 'K', "K", NULL, "show or hide the threads of the kernel", kernel },
	{ 'P', "P W T M N", NULL, "sort by RUN%, WAIT%, TIME, PEAK (of memory) or PID", by_run },
	{ 'W', NULL, NULL, NULL, by_wait },
	{ 'T', NULL, NULL, NULL, by_time },
	{ 'M', NULL, NULL, NULL, by_peak },
	{ 'N', NULL, NULL, NULL, by_pid },
	{ '<', "< >", "sort", "sort by the column to the left or right", previous_column },
	{ '>', NULL, NULL, NULL, next_column },
	{ 'I', "I", NULL, "invert the order", invert },
	{ LCT_TOP_KEY_UP, "Up Down", NULL, "select a task", up },
	{ LCT_TOP_KEY_DOWN, NULL, NULL, NULL, down },
	{ LCT_TOP_KEY_PAGE_UP, "PgUp PgDn", NULL, "go a page up or down", page_up },
	{ LCT_TOP_KEY_PAGE_DOWN, NULL, NULL, NULL, page_down },
	{ LCT_TOP_KEY_HOME, "Home End", NULL, "select the first or the last line", home },
	{ LCT_TOP_KEY_END, NULL, NULL, NULL, end },
	{ 0, NULL, NULL, NULL, NULL },
};

/**
 * lct_top_keys_press() - do what a key does
 * @v:		the view
 * @key:	the key
 */
void lct_top_keys_press(struct lct_top_view *v, int key)
{
	const struct lct_top_key *k;

	v->message = NULL;
	if (v->prompt) {
		lct_top_prompt_press(v, key);
		return;
	}
	for (k = lct_top_keys; k->key; k++)
		if (k->key == key) {
			k->act(v);
			return;
		}
}
