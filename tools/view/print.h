/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_PRINT_H
#define LCT_PRINT_H

#include <stdio.h>

#include "options/options.h"
#include "task/rows.h"
#include "text/json.h"

int lct_print_rows(const struct lct_rows *rows, const struct lct_options *opt,
		   const struct lct_view *view, FILE *out);
void lct_print_members(struct lct_json *json, const struct lct_task *task,
		       const struct lct_options *opt, const struct lct_view *view);
bool lct_print_has_nonzero(const struct lct_rows *rows, enum lct_column_id id,
			   const struct lct_view *view);
void lct_print_raw_headings(const struct lct_options *opt, FILE *out);
void lct_print_raw(const struct lct_task *task, const struct lct_options *opt,
		   const struct lct_view *view, FILE *out);
struct libscols_table *lct_print_table(FILE *out);
int lct_print_column(struct libscols_table *tb, const char *heading, int flags);

#endif
