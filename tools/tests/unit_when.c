// SPDX-License-Identifier: GPL-2.0
#include <time.h>

#include "ktap.h"
#include "text/when.h"

/* 2025-11-23 06:00:00 UTC, a Sunday */
#define NOW	1763877600LL

static const struct { const char *text; long long seconds; } points[] = {
	{ "now", NOW }, { "2 days ago", NOW - 2 * 86400 }, { "1 week ago", NOW - 7 * 86400 },
	{ "90 min ago", NOW - 5400 }, { "-2h", NOW - 7200 }, { "5m", NOW - 300 },
	{ "10s", NOW - 10 }, { "today", NOW - 6 * 3600 }, { "yesterday", NOW - 30 * 3600 },
	{ "2025-11-22 14:03", 1763820180 }, { "2025-11-22 14:03:22", 1763820202 },
	{ "2025-11-22T14:03:22", 1763820202 }, { "2025-11-22", 1763769600 },
	{ "2025-11-22T14:03", 1763820180 }, { "2w", NOW - 14 * 86400 },
	{ "05:30", NOW - 1800 }, { "05:30:01", NOW - 1799 },
};

static const char *const bad[] = {
	"", "10", "s", "-1s ago", "1 fortnight ago", "0s", "99999999999d", "2 days hence",
	"2025-13-01", "2025-02-30", "2025-11-2214:03", " 14:03", "2025-11-22 14", "25:00",
	"tomorrowish", "--2h", "2h ", "ago",
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

int main(void)
{
	char got[32], wanted[32];
	int64_t ns;
	size_t i;

	setenv("TZ", "UTC", 1);
	tzset();
	plan(COUNT(points) + COUNT(bad) + 5);
	for (i = 0; i < COUNT(points); i++) {
		ns = -1;
		lct_when_parse(points[i].text, NOW * 1000000000, &ns);
		snprintf(got, sizeof(got), "%lld", (long long)ns);
		snprintf(wanted, sizeof(wanted), "%lld000000000", points[i].seconds);
		same(got, wanted, points[i].text);
	}
	for (i = 0; i < COUNT(bad); i++)
		result(!lct_when_parse(bad[i], NOW * 1000000000, &ns), bad[i]);
	/* 11:30 local time */
	setenv("TZ", "XXX-05:30", 1);
	tzset();
	result(lct_when_parse("today", NOW * 1000000000, &ns) &&
	       ns == (NOW - 41400) * 1000000000, "a day is a local one");
	result(lct_when_parse("11:00", NOW * 1000000000, &ns) &&
	       ns == (NOW - 1800) * 1000000000, "and so is a time of day");
	result(lct_when_duration("30d", &ns) && ns == 30 * 86400000000000LL, "a duration");
	result(lct_when_duration("500ms", &ns) && ns == 500000000, "a short one");
	result(!lct_when_duration("30d ago", &ns), "a point in time is no duration");
	return ktap_failed;
}
