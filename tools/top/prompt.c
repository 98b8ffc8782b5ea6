// SPDX-License-Identifier: GPL-2.0
/* The line at the bottom, when it asks for a text. */
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "top/keys.h"
#include "top/prompt.h"

/* Each takes the text as it is being typed; and at its end, or without it when given up. */
struct question {
	const char *text;
	void (*typed)(struct lct_top_view *v);
	void (*entered)(struct lct_top_view *v);
	void (*given_up)(struct lct_top_view *v);
};

static void nothing(struct lct_top_view *v)
{
	(void)v;
}

static void search(struct lct_top_view *v)
{
	memcpy(v->search, v->input, sizeof(v->search));
	if (*v->search && !lct_top_view_find(v, v->search, v->selected))
		v->message = "not found";
}

static void filter(struct lct_top_view *v)
{
	memcpy(v->choice.text, v->input, sizeof(v->choice.text));
	lct_top_view_renew(v);
}

static void unfilter(struct lct_top_view *v)
{
	v->choice.text[0] = '\0';
	lct_top_view_renew(v);
}

static void choose_user(struct lct_top_view *v)
{
	const struct passwd *pw = *v->input ? getpwnam(v->input) : NULL;
	int64_t uid;

	if (!*v->input) {
		v->choice.has_uid = false;
	} else if (pw || (lct_cell_number(v->input, &uid) && uid >= 0)) {
		v->choice.has_uid = true;
		v->choice.uid = pw ? (int64_t)pw->pw_uid : uid;
	} else {
		v->message = "no such user";
		return;
	}
	memcpy(v->user, v->input, sizeof(v->user));
	lct_top_view_renew(v);
}

static const struct question questions[] = {
	[LCT_TOP_SEARCH] = { "Search: ", search, nothing, nothing },
	[LCT_TOP_FILTER] = { "Filter: ", filter, nothing, unfilter },
	[LCT_TOP_USER_NAME] = { "User (empty for all): ", nothing, choose_user, nothing },
};

/**
 * lct_top_prompt_begin() - ask for a text
 * @v:		the view
 * @prompt:	what is asked for
 */
void lct_top_prompt_begin(struct lct_top_view *v, enum lct_top_prompt prompt)
{
	v->prompt = prompt;
	v->input[0] = '\0';
	if (prompt == LCT_TOP_FILTER)
		memcpy(v->input, v->choice.text, sizeof(v->input));
}

/**
 * lct_top_prompt_question() - get the words of the question
 * @v:	the view
 */
const char *lct_top_prompt_question(const struct lct_top_view *v)
{
	return questions[v->prompt].text;
}

static void append(char *input, size_t room, wchar_t character)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state = { 0 };
	const size_t len = wcrtomb(bytes, character, &state), n = strlen(input);

	if (len == (size_t)-1 || n + len >= room)
		return;
	memcpy(input + n, bytes, len);
	input[n + len] = '\0';
}

/* The last character, with all of its bytes. */
static void erase(char *input)
{
	size_t n = strlen(input);

	while (n && (input[n - 1] & 0xc0) == 0x80)
		n--;
	if (n)
		input[n - 1] = '\0';
}

/**
 * lct_top_prompt_press() - take a key of the text
 * @v:		the view, which asks for one
 * @key:	the key
 */
void lct_top_prompt_press(struct lct_top_view *v, int key)
{
	const struct question *question = &questions[v->prompt];

	if (key == LCT_TOP_KEY_ENTER || key == LCT_TOP_KEY_ESCAPE) {
		v->prompt = LCT_TOP_NO_PROMPT;
		(key == LCT_TOP_KEY_ENTER ? question->entered : question->given_up)(v);
		return;
	}
	if (key == LCT_TOP_KEY_BACKSPACE)
		erase(v->input);
	else if (key >= ' ' && key < LCT_TOP_KEY_UP)
		append(v->input, sizeof(v->input), key);
	else
		return;
	question->typed(v);
}
