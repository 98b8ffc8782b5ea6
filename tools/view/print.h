/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_PRINT_H
#define LC_PRINT_H

#include <stdio.h>

#include "options/options.h"
#include "task/rows.h"
#include "text/json.h"

int lc_print_rows(const struct lc_rows *rows, const struct lc_options *opt,
		  const struct lc_view *view, FILE *out);
void lc_print_members(struct lc_json *json, const struct lc_task *task,
		      const struct lc_options *opt, const struct lc_view *view);
struct libscols_table *lc_print_table(FILE *out);

#endif
