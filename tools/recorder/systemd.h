/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SYSTEMD_H
#define LCT_SYSTEMD_H

#include "recorder/notice.h"

void lct_systemd_open(void);
void lct_systemd_state(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void lct_systemd_announce(const struct lct_notice *notice);

#endif
