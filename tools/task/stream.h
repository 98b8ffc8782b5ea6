/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_STREAM_H
#define LCT_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "table/table.h"

int lct_stream_open(const char *root, const char *file, int *status);
int lct_stream_follow(int fd, const char *kinds, int64_t pid);
bool lct_stream_has_reached(const struct lct_table *t, int64_t ns);
int lct_stream_read(int fd, struct lct_table *t);

#endif
