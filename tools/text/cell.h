/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_CELL_H
#define LCT_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Room for a text of a task, unescaped and escaped: 15 bytes of a comm, or a path
 * whose beginning the module cuts if it is long.
 */
#define LCT_CELL_TEXT	256
#define LCT_CELL_ESCAPED	(4 * LCT_CELL_TEXT)

bool lct_cell_number(const char *cell, int64_t *value);
bool lct_cell_address(const char *cell, uint64_t *value);
size_t lct_cell_unescape(const char *cell, char *out, size_t room);
size_t lct_cell_escape(const char *text, char *out, size_t room);
size_t lct_cell_copy(const char *cell, char *out, size_t room);

#endif
