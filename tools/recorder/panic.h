/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_PANIC_H
#define LCT_PANIC_H

#include "archive/recordings.h"

int lct_panic_recover(const char *archive, const struct lct_recording *current);

#endif
