/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_CHOICE_H
#define LC_CHOICE_H

#include "options/command.h"

int lc_choice_make(struct lc_options *opt, const char *list);
const struct lc_catalog *lc_choice_catalog(const struct lc_command *command);
void lc_choice_usage(const struct lc_command *command);

#endif
