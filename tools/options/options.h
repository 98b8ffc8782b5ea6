/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_OPTIONS_H
#define LCT_OPTIONS_H

#include "options/command.h"

/* The command must not run: --help or --version was printed, or parsing failed. */
#define LCT_OPTIONS_DONE	(-1)

int lct_options_parse(struct lct_options *opt, int argc, char **argv, int *status);
bool lct_options_pid(const char *s, size_t len, int64_t *pid);
int lct_options_pids(const struct lct_options *opt, int64_t *pids);
const struct lct_command *lct_options_command(const struct lct_command *commands,
					      const char *name);
void lct_options_usage(const struct lct_command *command);
void lct_options_version(void);
int lct_options_misuse(const struct lct_options *opt, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
