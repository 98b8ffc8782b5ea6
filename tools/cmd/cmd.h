/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_CMD_H
#define LC_CMD_H

#include "options/options.h"

/* One command each, in the file of its name; they return the exit status. */
int lc_run(const struct lc_options *opt);
int lc_ps(const struct lc_options *opt);
int lc_dead(const struct lc_options *opt);
int lc_why(const struct lc_options *opt);
int lc_show(const struct lc_options *opt);
int lc_zombies(const struct lc_options *opt);
int lc_oom_list(const struct lc_options *opt);
int lc_latency(const struct lc_options *opt);
int lc_tree(const struct lc_options *opt);
int lc_status(const struct lc_options *opt);
int lc_columns_list(const struct lc_options *opt);

#endif
