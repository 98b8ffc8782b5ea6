/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_PROMPT_H
#define LCT_TOP_PROMPT_H

#include "top/view.h"

void lct_top_prompt_begin(struct lct_top_view *v, enum lct_top_prompt prompt);
void lct_top_prompt_press(struct lct_top_view *v, int key);
const char *lct_top_prompt_question(const struct lct_top_view *v);

#endif
