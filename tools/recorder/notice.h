/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_NOTICE_H
#define LCT_NOTICE_H

#include <stdbool.h>
#include <stddef.h>

#include "task/task.h"

#define LCT_NOTICE_FIELDS_MAX	40

/**
 * struct lct_notice - a notable death, for people and for programs
 * @sentence:	why it died
 * @unit:	its unit of the system's manager, "" for none: a user's may have any name
 * @is_fault:	it crashed, or memory ran out
 * @fields:	its columns as LIFECYCLE_COLUMN=value, as --raw prints them, those without a
 *		value left out; the last is NULL
 */
struct lct_notice {
	char *sentence;
	char unit[LCT_CELL_TEXT];
	bool is_fault;
	char *fields[LCT_NOTICE_FIELDS_MAX + 1];
};

bool lct_notice_is_due(const struct lct_task *task);
int lct_notice_make(struct lct_notice *notice, const char *root, const struct lct_task *task);
void lct_notice_free(struct lct_notice *notice);

#endif
