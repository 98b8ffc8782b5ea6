// SPDX-License-Identifier: GPL-2.0
/* Histograms of waits for a CPU: arithmetic and output. */
#include <stdlib.h>
#include <string.h>

#include "column/hist.h"
#include "text/clock.h"

#define STARS	40

/* Limit of a bucket, so that no sum overflows for any file. */
#define COUNT_MAX	(1LL << 48)

static const int percentiles[] = { 50, 95, 99 };

#define NR_PERCENTILES	((int)(sizeof(percentiles) / sizeof(*percentiles)))

/* The lower bound of a bucket; bucket LC_LATENCY_BUCKETS is allowed too. */
static int64_t from_ns(int bucket)
{
	if (!bucket)
		return 0;
	return bucket < LC_LATENCY_BUCKETS ? 1LL << (bucket + LC_LATENCY_SHIFT - 1) : INT64_MAX;
}

static int top_bucket(const struct lct_hist *h)
{
	int i;

	for (i = LC_LATENCY_BUCKETS - 1; i > 0 && !h->bucket[i]; i--)
		;
	return i;
}

/**
 * lct_hist_parse() - parse a histogram as the module writes it
 * @h:		the buckets and the count are set, the rest is zeroed
 * @cell:	comma-separated counts, without trailing empty buckets; may be
 *		NULL
 *
 * Return: false, and an empty histogram, if the cell is not one.
 */
bool lct_hist_parse(struct lct_hist *h, const char *cell)
{
	const char *s = cell;
	int i;

	memset(h, 0, sizeof(*h));
	for (i = 0; s && i < LC_LATENCY_BUCKETS; i++) {
		char *end;

		if (*s < '0' || *s > '9')
			break;
		h->bucket[i] = strtoll(s, &end, 10);
		if ((*end && *end != ',') || h->bucket[i] > COUNT_MAX)
			break;
		h->count += h->bucket[i];
		if (!*end)
			return true;
		s = end + 1;
	}
	memset(h, 0, sizeof(*h));
	return false;
}

/**
 * lct_hist_add() - add a histogram to another
 * @h:		the sum
 * @other:	the histogram to add
 */
void lct_hist_add(struct lct_hist *h, const struct lct_hist *other)
{
	int i;

	for (i = 0; i < LC_LATENCY_BUCKETS; i++)
		h->bucket[i] += other->bucket[i];
	h->count += other->count;
	h->sum_ns += other->sum_ns;
	if (other->max_ns > h->max_ns) {
		h->max_ns = other->max_ns;
		h->is_bound = other->is_bound;
	}
}

/**
 * lct_hist_since() - subtract an earlier histogram
 * @h:		the current histogram, replaced by the difference
 * @before:	the same histogram at an earlier time
 *
 * The longest wait is recorded since the beginning only. If it has not grown, the
 * longest wait of the difference is somewhere in the highest nonempty bucket.
 */
void lct_hist_since(struct lct_hist *h, const struct lct_hist *before)
{
	int i;

	for (i = 0; i < LC_LATENCY_BUCKETS; i++)
		h->bucket[i] -= before->bucket[i];
	h->count -= before->count;
	h->sum_ns -= before->sum_ns;
	if (!h->count) {
		h->max_ns = 0;
	} else if (h->max_ns <= before->max_ns) {
		h->is_bound = true;
		if (from_ns(top_bucket(h) + 1) - 1 < h->max_ns)
			h->max_ns = from_ns(top_bucket(h) + 1) - 1;
	}
}

/**
 * lct_hist_average() - compute the average wait
 * @h:	the histogram
 *
 * The total time may include a wait that has not ended and is not counted yet.
 */
int64_t lct_hist_average(const struct lct_hist *h)
{
	int64_t average = h->count ? h->sum_ns / h->count : 0;

	return average < h->max_ns ? average : h->max_ns;
}

/**
 * lct_hist_percentile() - compute a percentile of the waits
 * @h:		the histogram
 * @percent:	1 to 100
 *
 * Waits are assumed to be spread evenly within a bucket, in the highest one up to
 * the longest wait.
 *
 * Return: nanoseconds, never more than @h->max_ns.
 */
int64_t lct_hist_percentile(const struct lct_hist *h, int percent)
{
	const double rank = (double)h->count * percent / 100;
	int64_t low, high, ns, below = 0;
	int i;

	for (i = 0; i < LC_LATENCY_BUCKETS - 1; i++) {
		if (h->bucket[i] && (double)(below + h->bucket[i]) >= rank)
			break;
		below += h->bucket[i];
	}
	if (!h->bucket[i])
		return h->max_ns;
	low = from_ns(i);
	high = from_ns(i + 1) < h->max_ns ? from_ns(i + 1) : h->max_ns;
	ns = low + (int64_t)((double)(high - low) * (rank - (double)below) /
			     (double)h->bucket[i]);
	return ns < h->max_ns ? ns : h->max_ns;
}

static void print_bound(int64_t ns, char *out, size_t room)
{
	if (!ns)
		snprintf(out, room, "0");
	else if (ns == INT64_MAX)
		snprintf(out, room, "...");
	else
		snprintf(out, room, "%lld.%03lld", (long long)(ns / 1000), (long long)(ns % 1000));
}

static void print_buckets(const struct lct_hist *h, FILE *out)
{
	static const char stars[] = "****************************************";
	const int top = top_bucket(h);
	char from[24], to[24];
	int64_t most = 1;
	int i;

	for (i = 0; i <= top; i++)
		most = h->bucket[i] > most ? h->bucket[i] : most;
	fprintf(out, "      usecs                : count    distribution\n");
	for (i = 0; i <= top; i++) {
		print_bound(from_ns(i), from, sizeof(from));
		print_bound(from_ns(i + 1), to, sizeof(to));
		fprintf(out, "%11s -> %-11s : %-8lld |%-*.*s|\n", from, to,
			(long long)h->bucket[i], STARS,
			(int)((double)h->bucket[i] * STARS / (double)most), stars);
	}
}

/**
 * lct_hist_print() - print a histogram and its summary
 * @h:		the histogram
 * @out:	output stream
 */
void lct_hist_print(const struct lct_hist *h, FILE *out)
{
	char text[LCT_CLOCK_TEXT];
	int i;

	if (!h->count) {
		fprintf(out, "  no wait for a CPU\n");
		return;
	}
	print_buckets(h, out);
	lct_clock_duration(lct_hist_average(h), text, sizeof(text));
	fprintf(out, "  count %lld  average %s", (long long)h->count, text);
	for (i = 0; i < NR_PERCENTILES; i++) {
		lct_clock_duration(lct_hist_percentile(h, percentiles[i]), text, sizeof(text));
		fprintf(out, "  p%d %s", percentiles[i], text);
	}
	lct_clock_duration(h->max_ns, text, sizeof(text));
	fprintf(out, "  max %s%s\n", h->is_bound ? "<=" : "", text);
}

static void put_number(struct lct_json *json, const char *name, int64_t number, bool known)
{
	char text[24] = "null";

	if (known)
		snprintf(text, sizeof(text), "%lld", (long long)number);
	lct_json_literal(json, name, text);
}

/**
 * lct_hist_json() - write a histogram into an open JSON object
 * @h:		the histogram
 * @json:	the output
 */
void lct_hist_json(const struct lct_hist *h, struct lct_json *json)
{
	char name[16];
	int i;

	put_number(json, "count", h->count, true);
	put_number(json, "sum_ns", h->sum_ns, true);
	put_number(json, "average_ns", lct_hist_average(h), h->count);
	for (i = 0; i < NR_PERCENTILES; i++) {
		snprintf(name, sizeof(name), "p%d_ns", percentiles[i]);
		put_number(json, name, lct_hist_percentile(h, percentiles[i]), h->count);
	}
	put_number(json, "max_ns", h->max_ns, h->count);
	lct_json_literal(json, "max_is_bound", h->is_bound ? "true" : "false");
	lct_json_open(json, "buckets", '[');
	for (i = 0; h->count && i <= top_bucket(h); i++) {
		lct_json_open(json, NULL, '{');
		put_number(json, "from_ns", from_ns(i), true);
		put_number(json, "below_ns", from_ns(i + 1), i + 1 < LC_LATENCY_BUCKETS);
		put_number(json, "count", h->bucket[i], true);
		lct_json_close(json, '}');
	}
	lct_json_close(json, ']');
}
