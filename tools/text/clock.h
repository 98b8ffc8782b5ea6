/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_CLOCK_H
#define LC_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Room for any of the texts below. */
#define LC_CLOCK_TEXT	48

/**
 * struct lc_clock - one instant on both clocks
 * @known:	false if it could not be read
 * @now_ns:	CLOCK_MONOTONIC
 * @realtime_ns: CLOCK_REALTIME at the same instant
 */
struct lc_clock {
	bool known;
	int64_t now_ns;
	int64_t realtime_ns;
};

void lc_clock_duration(int64_t ns, char *out, size_t room);
void lc_clock_point(const struct lc_clock *clock, int64_t ns, char *out, size_t room);
bool lc_clock_iso(const struct lc_clock *clock, int64_t ns, char *out, size_t room);

#endif
