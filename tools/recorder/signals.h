/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_RECORDER_SIGNALS_H
#define LCT_RECORDER_SIGNALS_H

#include <stdbool.h>

int lct_signals_open(void);
void lct_signals_take(int fd, bool *must_read, bool *has_ended);

#endif
