// SPDX-License-Identifier: GPL-2.0
/* Times in human-readable form, truncated, not rounded: 999.9us is not 1ms. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text/clock.h"

#define NSEC_PER_USEC	1000LL
#define NSEC_PER_MSEC	1000000LL
#define NSEC_PER_SEC	1000000000LL

/**
 * lct_clock_duration() - format a duration in at most eight characters
 * @ns:		nanoseconds
 * @out:	812ns 12.3us 12.3ms 1.204s 2m03s 1h02m 3d04h
 * @room:	size of @out
 */
void lct_clock_duration(int64_t ns, char *out, size_t room)
{
	const char *sign = ns < 0 ? "-" : "";
	long long n = ns == INT64_MIN ? INT64_MAX : llabs(ns);
	long long s = n / NSEC_PER_SEC;

	if (!n)
		snprintf(out, room, "0");
	else if (n < NSEC_PER_USEC)
		snprintf(out, room, "%s%lldns", sign, n);
	else if (n < NSEC_PER_MSEC)
		snprintf(out, room, "%s%lld.%lldus", sign, n / NSEC_PER_USEC,
			 n % NSEC_PER_USEC / 100);
	else if (n < NSEC_PER_SEC)
		snprintf(out, room, "%s%lld.%lldms", sign, n / NSEC_PER_MSEC,
			 n % NSEC_PER_MSEC / (100 * NSEC_PER_USEC));
	else if (s < 60)
		snprintf(out, room, "%s%lld.%03llds", sign, s,
			 n % NSEC_PER_SEC / NSEC_PER_MSEC);
	else if (s < 3600)
		snprintf(out, room, "%s%lldm%02llds", sign, s / 60, s % 60);
	else if (s < 24 * 3600)
		snprintf(out, room, "%s%lldh%02lldm", sign, s / 3600, s / 60 % 60);
	else
		snprintf(out, room, "%s%lldd%02lldh", sign, s / (24 * 3600), s / 3600 % 24);
}

/* Local calendar time of a point in time, and the nanoseconds within its second. */
static bool calendar(const struct lct_clock *clock, int64_t ns, struct tm *tm, int64_t *rest)
{
	int64_t real;
	time_t t;

	if (!clock->known)
		return false;
	real = clock->realtime_ns - (clock->now_ns - ns);
	if (real < 0)
		return false;
	t = real / NSEC_PER_SEC;
	*rest = real % NSEC_PER_SEC;
	return localtime_r(&t, tm);
}

/**
 * lct_clock_point() - format a point in time as time of day
 * @clock:	the clock
 * @ns:		CLOCK_MONOTONIC nanoseconds
 * @out:	14:03:22.104 on the day of the reading, else 2025-11-22 14:03:22;
 *		seconds since boot if the time of day is unknown
 * @room:	size of @out
 */
void lct_clock_point(const struct lct_clock *clock, int64_t ns, char *out, size_t room)
{
	int64_t rest, now_rest;
	struct tm tm, now;
	size_t n;

	if (!calendar(clock, ns, &tm, &rest) ||
	    !calendar(clock, clock->now_ns, &now, &now_rest)) {
		snprintf(out, room, "%lld.%03llds", (long long)(ns / NSEC_PER_SEC),
			 (long long)(ns % NSEC_PER_SEC / NSEC_PER_MSEC));
		return;
	}
	if (tm.tm_yday != now.tm_yday || tm.tm_year != now.tm_year) {
		strftime(out, room, "%Y-%m-%d %H:%M:%S", &tm);
		return;
	}
	n = strftime(out, room, "%H:%M:%S", &tm);
	snprintf(out + n, room - n, ".%03lld", (long long)(rest / NSEC_PER_MSEC));
}

/**
 * lct_clock_iso() - format a point in time in ISO 8601, to the microsecond
 * @clock:	the clock
 * @ns:		CLOCK_MONOTONIC nanoseconds
 * @out:	2025-11-22T14:03:22.104000+00:00
 * @room:	size of @out
 *
 * Return: false if the time of day is unknown.
 */
bool lct_clock_iso(const struct lct_clock *clock, int64_t ns, char *out, size_t room)
{
	char zone[8];
	int64_t rest;
	struct tm tm;
	size_t n;

	if (!calendar(clock, ns, &tm, &rest))
		return false;
	n = strftime(out, room, "%Y-%m-%dT%H:%M:%S", &tm);
	strftime(zone, sizeof(zone), "%z", &tm);
	snprintf(out + n, room - n, ".%06lld%.3s:%s", (long long)(rest / NSEC_PER_USEC),
		 zone, zone + 3);
	return true;
}
