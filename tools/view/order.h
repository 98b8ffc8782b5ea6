/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_ORDER_H
#define LCT_ORDER_H

#include "options/command.h"
#include "task/rows.h"

void lct_order_rows(struct lct_rows *rows, const struct lct_options *opt,
		    const struct lct_view *view);
void lct_order_limit(struct lct_rows *rows, const struct lct_options *opt, bool newest_last);

#endif
