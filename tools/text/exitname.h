/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_EXITNAME_H
#define LCT_EXITNAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

const char *lct_exitname_sysexits(int64_t status);
const char *lct_exitname_shell(int64_t status);
const char *lct_exitname_systemd(int64_t status);

#endif
