/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_COMMANDS_H
#define LCT_COMMANDS_H

#include "options/options.h"

/* The last has no name. */
extern const struct lct_command lct_commands[];

#endif
