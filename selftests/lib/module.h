/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Loading and unloading, for the tests named load_*, which start with the module unloaded.
 */
#ifndef SELFTESTS_MODULE_H
#define SELFTESTS_MODULE_H

#include <stdbool.h>

#define LC_MODULE "/lib/modules/lifecycle.ko"

/* 0 or a negative errno */
int module_try_load(const char *parameters);
int module_try_unload(void);
void module_load(const char *parameters);
void module_unload(void);
/* For the cleanup of a case: unloads the module if it is loaded. */
void module_cleanup(void);
bool module_loaded(void);

#endif
