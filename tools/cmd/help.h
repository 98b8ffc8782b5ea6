/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_HELP_H
#define LCT_HELP_H

#include "options/options.h"

void lct_help_commands(const struct lct_command *commands);
int lct_help_unknown(const struct lct_command *commands, const char *name);

#endif
