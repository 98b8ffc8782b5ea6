/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_DEAD_FOLLOW_H
#define LCT_DEAD_FOLLOW_H

#include "cmd/filter.h"
#include "options/options.h"

int lct_dead_follow(const struct lct_options *opt, struct lct_filter *filter);

#endif
