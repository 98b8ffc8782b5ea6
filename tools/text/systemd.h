/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SYSTEMD_H
#define LCT_SYSTEMD_H

#include <stdbool.h>
#include <stddef.h>

bool lct_systemd_is_of_user(const char *cgroup);
void lct_systemd_full_name(const char *name, char *out, size_t room);
bool lct_systemd_unit(const char *cgroup, char *unit, size_t room);

#endif
