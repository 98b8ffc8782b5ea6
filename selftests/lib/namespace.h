/* SPDX-License-Identifier: GPL-2.0 */
/* Pid namespaces: their inits, and what numbers they have outside. */
#ifndef SELFTESTS_NAMESPACE_H
#define SELFTESTS_NAMESPACE_H

#include <sys/types.h>

/* As spawn(), the init of a pid namespace of its own; returns its number outside. */
pid_t spawn_init(void (*run)(void *), void *data);
/* The number outside of the task that is @inner in @init's namespace, once born; or skips. */
pid_t outer_pid(pid_t init, pid_t inner);

#endif
