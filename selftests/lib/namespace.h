/* SPDX-License-Identifier: GPL-2.0 */
/* PID namespaces: their inits, and PIDs as seen outside. */
#ifndef SELFTESTS_NAMESPACE_H
#define SELFTESTS_NAMESPACE_H

#include <sys/types.h>

/* As spawn(), an init of a new PID namespace; returns its pid outside. */
pid_t spawn_init(void (*run)(void *), void *data);
/*
 * The outer pid of the task that is @inner in @init's namespace, once it is born; or skips.
 */
pid_t outer_pid(pid_t init, pid_t inner);

#endif
