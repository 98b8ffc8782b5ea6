// SPDX-License-Identifier: GPL-2.0
#include <time.h>

#include "ktap.h"
#include "text/clock.h"

static const struct { int64_t ns; const char *text; } durations[] = {
	{ 0, "0" }, { 1, "1ns" }, { 999, "999ns" }, { 1000, "1.0us" }, { 12345, "12.3us" },
	{ 999999, "999.9us" }, { 1000000, "1.0ms" }, { 999999999, "999.9ms" },
	{ 1000000000, "1.000s" }, { 59999999999, "59.999s" }, { 60000000000, "1m00s" },
	{ 3599999999999, "59m59s" }, { 3600000000000, "1h00m" }, { 86399999999999, "23h59m" },
	{ 86400000000000, "1d00h" }, { INT64_MAX, "106751d23h" }, { -12345, "-12.3us" },
};

#define NR (sizeof(durations) / sizeof(*durations))

int main(void)
{
	/* 2025-11-23 06:00:00 UTC, more than an hour after boot */
	struct lct_clock clock = {
		.known = true, .now_ns = 5000000000000, .realtime_ns = 1763877600000000000,
	};
	char out[LCT_CLOCK_TEXT];
	size_t i;

	setenv("TZ", "UTC", 1);
	tzset();
	plan(NR + 7);
	for (i = 0; i < NR; i++) {
		lct_clock_duration(durations[i].ns, out, sizeof(out));
		same(out, durations[i].text, durations[i].text);
	}
	lct_clock_point(&clock, 4999999000000, out, sizeof(out));
	same(out, "05:59:59.999", "a time today");
	lct_clock_point(&clock, 5000000000000 - 86400000000000, out, sizeof(out));
	same(out, "2025-11-22 06:00:00", "a time on another day");
	result(lct_clock_iso(&clock, 4999999001000, out, sizeof(out)),
	       "a time can be printed in ISO 8601");
	same(out, "2025-11-23T05:59:59.999001+00:00", "ISO 8601 with microseconds");
	setenv("TZ", "XXX-05:30", 1);
	tzset();
	lct_clock_iso(&clock, 5000000000000, out, sizeof(out));
	same(out, "2025-11-23T11:30:00.000000+05:30", "ISO 8601 in the local time zone");
	clock.known = false;
	lct_clock_point(&clock, 4999999000000, out, sizeof(out));
	same(out, "4999.999s", "seconds since boot if the time of day is unknown");
	result(!lct_clock_iso(&clock, 1, out, sizeof(out)),
	       "no ISO 8601 if the time of day is unknown");
	return ktap_failed;
}
