/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_CMD_H
#define LCT_CMD_H

#include "options/options.h"

/* Each command is in the file of its name, and returns the exit status. */
int lct_cmd_run(const struct lct_options *opt);
int lct_cmd_follow(const struct lct_options *opt);
int lct_cmd_ps(const struct lct_options *opt);
int lct_cmd_dead(const struct lct_options *opt);
int lct_cmd_why(const struct lct_options *opt);
int lct_cmd_top(const struct lct_options *opt);
int lct_cmd_show(const struct lct_options *opt);
int lct_cmd_zombies(const struct lct_options *opt);
int lct_cmd_oom(const struct lct_options *opt);
int lct_cmd_latency(const struct lct_options *opt);
int lct_cmd_unit(const struct lct_options *opt);
int lct_cmd_timeline(const struct lct_options *opt);
int lct_cmd_tree(const struct lct_options *opt);
int lct_cmd_status(const struct lct_options *opt);
int lct_cmd_record(const struct lct_options *opt);
int lct_cmd_boots(const struct lct_options *opt);
int lct_cmd_panic(const struct lct_options *opt);
int lct_cmd_help(const struct lct_options *opt);
int lct_cmd_columns(const struct lct_options *opt);

#endif
