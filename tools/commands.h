/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_COMMANDS_H
#define LC_COMMANDS_H

struct lc_options;

/* One command each, in the file of its name; they return the exit status. */
int lc_run(const struct lc_options *opt);
int lc_ps(const struct lc_options *opt);
int lc_dead(const struct lc_options *opt);
int lc_show(const struct lc_options *opt);
int lc_latency(const struct lc_options *opt);
int lc_tree(const struct lc_options *opt);
int lc_status(const struct lc_options *opt);
int lc_columns_list(const struct lc_options *opt);

#endif
