/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_VIEW_H
#define LCT_TOP_VIEW_H

#include "top/columns.h"
#include "top/rows.h"
#include "top/sample.h"

/* What the line at the bottom asks for; its text then ends with Enter, or Escape. */
enum lct_top_prompt {
	LCT_TOP_NO_PROMPT,
	LCT_TOP_SEARCH,
	LCT_TOP_FILTER,
	LCT_TOP_USER_NAME,
};

/**
 * struct lct_top_view - what is shown, and of what
 * @sample:	the tasks
 * @rows:	the rows made of it
 * @choice:	which of them are shown
 * @order:	in which order
 * @selected:	number of the selected row
 * @pinned:	it stays selected wherever it moves; else the first row is selected
 * @pid, @born_ns, @name: identity of the selected row, a process or a group
 * @top:	number of the first row on the screen
 * @page:	number of rows on the screen, 0 if there is room for all
 * @detail:	the pane about the selected task is open
 * @help:	the help is open
 * @search:	text that was looked for; "" for none
 * @user:	name of the user that is shown, "" for all
 * @prompt:	what is asked for
 * @input:	its text so far
 * @message:	a message at the bottom until the next key, or NULL
 * @ended:	the user wants to leave
 */
struct lct_top_view {
	struct lct_top_sample sample;
	struct lct_top_rows rows;
	struct lct_top_choice choice;
	struct lct_top_order order;
	size_t selected;
	bool pinned;
	int64_t pid, born_ns;
	char name[LCT_CELL_TEXT];
	size_t top;
	int page;
	bool detail, help;
	char search[64], user[64];
	enum lct_top_prompt prompt;
	char input[64];
	const char *message;
	bool ended;
};

int lct_top_view_renew(struct lct_top_view *v);
void lct_top_view_sort(struct lct_top_view *v);
void lct_top_view_select(struct lct_top_view *v, size_t row);
const struct lct_top_row *lct_top_view_selected(const struct lct_top_view *v);
void lct_top_view_scroll(struct lct_top_view *v, int rows);
bool lct_top_view_find(struct lct_top_view *v, const char *text, size_t from);

#endif
