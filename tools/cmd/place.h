/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_PLACE_H
#define LCT_PLACE_H

#include "options/options.h"

/* Size of the longest condition. */
#define LCT_PLACE_ROOM	1040

int lct_place_condition(char condition[LCT_PLACE_ROOM], const struct lct_options *opt);

#endif
