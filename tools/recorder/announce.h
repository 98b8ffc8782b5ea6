/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_ANNOUNCE_H
#define LCT_ANNOUNCE_H

#include <stdbool.h>

#include "recorder/on_death.h"
#include "table/table.h"

/**
 * struct lct_announcer - what announces notable deaths
 * @root:	root folder of the recording that they are from, NULL for the module
 * @is_on:	they are announced
 * @due:	how many were since the newest report, those above the bound included
 * @programs:	the programs that are run
 */
struct lct_announcer {
	const char *root;
	bool is_on;
	int64_t due;
	struct lct_on_death programs;
};

int lct_announce_rows(struct lct_announcer *a, const struct lct_table *rows, int64_t after);
void lct_announce_report(struct lct_announcer *a);

#endif
