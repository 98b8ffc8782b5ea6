/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_CMD_H
#define LCT_CMD_H

#include "options/options.h"

/* One command each, in the file of its name; they return the exit status. */
int lct_run(const struct lct_options *opt);
int lct_ps(const struct lct_options *opt);
int lct_dead(const struct lct_options *opt);
int lct_why(const struct lct_options *opt);
int lct_show(const struct lct_options *opt);
int lct_zombies(const struct lct_options *opt);
int lct_oom_list(const struct lct_options *opt);
int lct_latency(const struct lct_options *opt);
int lct_tree(const struct lct_options *opt);
int lct_status(const struct lct_options *opt);
int lct_columns_list(const struct lct_options *opt);

#endif
