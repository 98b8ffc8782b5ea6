/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_COLUMN_ALIAS_H
#define LCT_COLUMN_ALIAS_H

#include <stddef.h>

const char *lct_column_alias(const char *name, size_t len);

#endif
