/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_COLUMN_SELECT_H
#define LCT_COLUMN_SELECT_H

#include "options/command.h"

int lct_column_select(struct lct_options *opt);
const struct lct_catalog *lct_column_select_catalog(const struct lct_command *command);
void lct_column_select_usage(const struct lct_command *command);

#endif
