/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_CHOICE_H
#define LCT_CHOICE_H

#include "options/command.h"

int lct_choice_make(struct lct_options *opt, const char *list);
const struct lct_catalog *lct_choice_catalog(const struct lct_command *command);
void lct_choice_usage(const struct lct_command *command);

#endif
