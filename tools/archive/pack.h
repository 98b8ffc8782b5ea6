/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_PACK_H
#define LCT_PACK_H

#include "table/table.h"

int lct_pack(int from, int to);
int lct_unpack(struct lct_table *t, int fd);

#endif
