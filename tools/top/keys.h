/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_KEYS_H
#define LCT_TOP_KEYS_H

#include "top/view.h"

/* Keys without a character, behind the last one. */
enum lct_top_special {
	LCT_TOP_KEY_UP = 0x110000,
	LCT_TOP_KEY_DOWN,
	LCT_TOP_KEY_PAGE_UP,
	LCT_TOP_KEY_PAGE_DOWN,
	LCT_TOP_KEY_HOME,
	LCT_TOP_KEY_END,
	LCT_TOP_KEY_ENTER,
	LCT_TOP_KEY_ESCAPE,
	LCT_TOP_KEY_BACKSPACE,
};

/**
 * struct lct_top_key - a key and what it does
 * @key:	its character, or one of enum lct_top_special
 * @name:	its name in the help; NULL for another key of the line before
 * @brief:	its purpose in a word for the line at the bottom, NULL if it is not there
 * @help:	its purpose
 * @act:	does it
 */
struct lct_top_key {
	int key;
	const char *name, *brief, *help;
	void (*act)(struct lct_top_view *v);
};

extern const struct lct_top_key lct_top_keys[];

void lct_top_keys_press(struct lct_top_view *v, int key);

#endif
