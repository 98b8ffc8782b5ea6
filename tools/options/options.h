/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_OPTIONS_H
#define LC_OPTIONS_H

#include "options/command.h"

/* Parsing has done all there is to do (--help, --version), or failed. */
#define LC_OPTIONS_DONE	(-1)

int lc_options_parse(struct lc_options *opt, int argc, char **argv, int *status);
bool lc_options_pid(const char *s, size_t len, int64_t *pid);
int lc_options_pids(const struct lc_options *opt, int64_t *pids);
const struct lc_command *lc_options_command(const struct lc_command *commands,
					    const char *name);
void lc_options_usage(const struct lc_command *command);
void lc_options_version(void);
int lc_options_misuse(const struct lc_options *opt, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
