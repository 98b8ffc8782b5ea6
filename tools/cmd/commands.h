/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_COMMANDS_H
#define LC_COMMANDS_H

#include "options/options.h"

/* The last has no name. */
extern const struct lc_command lc_commands[];

#endif
