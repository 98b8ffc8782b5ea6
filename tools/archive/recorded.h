/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_RECORDED_H
#define LCT_RECORDED_H

#include <time.h>

#include "table/table.h"

int lct_recorded_read(const char *root, const char *file, time_t since, struct lct_table *t);

#endif
