/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_CLOCK_H
#define LCT_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Room for any of the texts below. */
#define LCT_CLOCK_TEXT	48

/**
 * struct lct_clock - one instant on both clocks
 * @known:	false if it could not be read
 * @now_ns:	CLOCK_MONOTONIC
 * @realtime_ns: CLOCK_REALTIME at the same instant
 */
struct lct_clock {
	bool known;
	int64_t now_ns;
	int64_t realtime_ns;
};

void lct_clock_duration(int64_t ns, char *out, size_t room);
void lct_clock_point(const struct lct_clock *clock, int64_t ns, char *out, size_t room);
bool lct_clock_iso(const struct lct_clock *clock, int64_t ns, char *out, size_t room);

#endif
