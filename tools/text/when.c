// SPDX-License-Identifier: GPL-2.0
/* Points in time as people write them; the forms are those of systemd.time(7). */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "text/cell.h"
#include "text/when.h"

#define NSEC_PER_SEC	1000000000LL
#define DAY		(24 * 3600 * NSEC_PER_SEC)

static const struct {
	const char *name;
	int64_t ns;
} units[] = {
	{ "us", NSEC_PER_SEC / 1000000 }, { "ms", NSEC_PER_SEC / 1000 },
	{ "s", NSEC_PER_SEC }, { "sec", NSEC_PER_SEC }, { "second", NSEC_PER_SEC },
	{ "seconds", NSEC_PER_SEC },
	{ "m", 60 * NSEC_PER_SEC }, { "min", 60 * NSEC_PER_SEC }, { "minute", 60 * NSEC_PER_SEC },
	{ "minutes", 60 * NSEC_PER_SEC },
	{ "h", 3600 * NSEC_PER_SEC }, { "hr", 3600 * NSEC_PER_SEC },
	{ "hour", 3600 * NSEC_PER_SEC }, { "hours", 3600 * NSEC_PER_SEC },
	{ "d", DAY }, { "day", DAY }, { "days", DAY },
	{ "w", 7 * DAY }, { "week", 7 * DAY }, { "weeks", 7 * DAY },
};

static const char *const dates[] = {
	"%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d",
};

static const char *const times[] = { "%H:%M:%S", "%H:%M" };

#define COUNT(array)	(sizeof(array) / sizeof(*(array)))

/* A number and its unit; sets @end behind them. False if it overflows. */
static bool read_span(const char *text, int64_t *ns, const char **end)
{
	size_t i, letters, digits = strspn(text, "0123456789");
	const char *unit = text + digits;
	char number[20];
	int64_t n;

	if (!digits || digits >= sizeof(number))
		return false;
	snprintf(number, sizeof(number), "%.*s", (int)digits, text);
	unit += strspn(unit, " ");
	letters = strspn(unit, "abcdefghijklmnopqrstuvwxyz");
	*end = unit + letters;
	for (i = 0; i < COUNT(units); i++)
		if (strlen(units[i].name) == letters && !strncmp(units[i].name, unit, letters))
			return lct_cell_number(number, &n) && n > 0 &&
			       !__builtin_mul_overflow(n, units[i].ns, ns);
	return false;
}

/**
 * lct_when_duration() - parse a duration
 * @text:	a number and a unit, such as 500ms, 10s, 5m, 2 hours or 30d
 * @ns:		the duration, more than 0
 *
 * Return: false if it is none.
 */
bool lct_when_duration(const char *text, int64_t *ns)
{
	const char *end;

	return read_span(text, ns, &end) && !*end;
}

/* So long ago: "-2h", "2 days ago"; without either word as well. */
static bool read_ago(const char *text, int64_t now_ns, int64_t *ns)
{
	const char *end;
	int64_t ago;

	if (!read_span(text + (*text == '-'), &ago, &end) ||
	    (*end && (*text == '-' || strcmp(end + strspn(end, " "), "ago"))))
		return false;
	return !__builtin_sub_overflow(now_ns, ago, ns);
}

static bool to_ns(struct tm *tm, int64_t *ns)
{
	time_t t;

	tm->tm_isdst = -1;
	t = mktime(tm);
	return t != -1 && !__builtin_mul_overflow(t, NSEC_PER_SEC, ns);
}

/* The text must be as the format would print it: strptime(3) is lax with blanks and days. */
static bool fits(const char *text, const char *format, struct tm *tm)
{
	const char *end = strptime(text, format, tm);
	struct tm same = *tm;
	char printed[32];

	same.tm_isdst = -1;
	if (!end || *end || mktime(&same) == -1)
		return false;
	return strftime(printed, sizeof(printed), format, &same) && !strcmp(printed, text);
}

static bool read_day(const char *text, struct tm *tm)
{
	if (strcmp(text, "today") && strcmp(text, "yesterday"))
		return false;
	tm->tm_hour = 0;
	tm->tm_min = 0;
	tm->tm_sec = 0;
	tm->tm_mday -= *text == 'y';
	return true;
}

/**
 * lct_when_parse() - parse a point in time
 * @text:	2025-11-22 14:03[:22], 2025-11-22, 14:03[:22] of today, today, yesterday, now,
 *		2 days ago, -2h, or 2h for the same
 * @now_ns:	now, nanoseconds since the epoch
 * @ns:		the point, likewise; dates and times of day are local ones
 *
 * Return: false if it is none.
 */
bool lct_when_parse(const char *text, int64_t now_ns, int64_t *ns)
{
	const time_t now = now_ns / NSEC_PER_SEC;
	struct tm today, tm;
	size_t i;

	*ns = now_ns;
	if (!strcmp(text, "now") || read_ago(text, now_ns, ns))
		return true;
	if (!localtime_r(&now, &today))
		return false;
	tm = today;
	if (read_day(text, &tm))
		return to_ns(&tm, ns);
	for (i = 0; i < COUNT(dates); i++) {
		tm = (struct tm){ .tm_sec = 0 };
		if (fits(text, dates[i], &tm))
			return to_ns(&tm, ns);
	}
	for (i = 0; i < COUNT(times); i++) {
		tm = today;
		tm.tm_sec = 0;
		if (fits(text, times[i], &tm))
			return to_ns(&tm, ns);
	}
	return false;
}
