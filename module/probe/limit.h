/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_LIMIT_H
#define LC_LIMIT_H

#include "uapi/words.h"

struct lc_generated;

enum lc_rlimit lc_limit_reached(const struct lc_generated *s);

#endif /* LC_LIMIT_H */
