// SPDX-License-Identifier: GPL-2.0
#include <stdint.h>

#include "column/hist.h"
#include "ktap.h"

static struct lct_hist make(const char *cell, int64_t max_ns)
{
	struct lct_hist h;

	lct_hist_parse(&h, cell);
	h.max_ns = max_ns;
	return h;
}

static bool is_none(const char *cell)
{
	struct lct_hist h;

	return !lct_hist_parse(&h, cell) && !h.count && !h.bucket[0];
}

static void number(int64_t got, int64_t wanted, const char *description)
{
	if (got != wanted)
		printf("# got %lld, wanted %lld\n", (long long)got, (long long)wanted);
	result(got == wanted, description);
}

static void parse(void)
{
	struct lct_hist h = make("5,0,7", 0);

	result(h.bucket[0] == 5 && !h.bucket[1] && h.bucket[2] == 7 && h.count == 12 &&
	       !h.bucket[LC_LATENCY_BUCKETS - 1], "counts separated by commas");
	h = make("0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3", 0);
	result(h.count == 3 && h.bucket[LC_LATENCY_BUCKETS - 1] == 3, "all buckets");
	result(is_none("0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,1"),
	       "one bucket too many is rejected");
	result(is_none(NULL) && is_none("-") && is_none("") && is_none("1,") && is_none(",1") &&
	       is_none("1,,2") && is_none("1,-2") && is_none("1 2") && is_none("1,2x") &&
	       is_none("99999999999999999999"), "anything else is not a histogram");
	result(lct_hist_parse(&h, "0") && !h.count, "a histogram without waits");
}

/*
 * Ten waits below 1024 ns and ten from 1024 ns to the longest, 2000 ns. Half of them
 * are in the first bucket. The 95th percentile is at 9/10 of the used part of the
 * second, 1024 + 0.9 * 976, and the 99th at 0.98 of it.
 */
static void percentiles(void)
{
	struct lct_hist h = make("10,10", 2000);

	number(lct_hist_percentile(&h, 50), 1024, "the boundary of two buckets");
	number(lct_hist_percentile(&h, 25), 512, "the middle of the first bucket");
	number(lct_hist_percentile(&h, 75), 1024 + 488, "the middle of the second");
	number(lct_hist_percentile(&h, 95), 1902, "the 95th percentile");
	number(lct_hist_percentile(&h, 99), 1980, "the 99th percentile");
	number(lct_hist_percentile(&h, 100), 2000, "the 100th percentile is the longest wait");
	h = make("1,0,0,1", 4096);
	number(lct_hist_percentile(&h, 50), 1024, "empty buckets are skipped");
	number(lct_hist_percentile(&h, 51), 4096,
	       "after empty buckets: from 4096 to the longest wait");
	h = make("10", 3);
	number(lct_hist_percentile(&h, 50), 1, "one bucket, up to the longest wait");
	h = make("0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,4", (1LL << 30) + 4000);
	number(lct_hist_percentile(&h, 50), (1LL << 30) + 2000,
	       "the last bucket, up to the longest wait");
	h = make("0,0,5", 100);
	number(lct_hist_percentile(&h, 99), 100, "a percentile never exceeds the longest wait");
	h = make("0", 0);
	number(lct_hist_percentile(&h, 50), 0, "no waits");
}

static void differences(void)
{
	struct lct_hist h = make("5,0,7", 3000), before = make("5,0,4", 2500), none;

	h.sum_ns = 9000;
	before.sum_ns = 2000;
	lct_hist_since(&h, &before);
	result(h.count == 3 && h.bucket[2] == 3 && h.sum_ns == 7000 && h.max_ns == 3000 &&
	       !h.is_bound, "a longest wait that has grown belongs to the interval");
	h = make("9,0,4", 2500);
	lct_hist_since(&h, &before);
	result(h.count == 4 && h.max_ns == 1023 && h.is_bound,
	       "if it has not grown, the last bucket used is the bound");
	h = make("5,0,9", 2500);
	lct_hist_since(&h, &before);
	result(h.max_ns == 2500 && h.is_bound, "the longest wait so far is a bound, too");
	h = before;
	lct_hist_since(&h, &before);
	result(!h.count && !h.max_ns && !h.is_bound, "no waits in the interval");
	none = h;
	h = make("1", 900);
	lct_hist_add(&none, &h);
	result(none.count == 1 && none.max_ns == 900, "adding to an empty histogram");
	h.is_bound = true;
	h.max_ns = 1000;
	lct_hist_add(&none, &h);
	result(none.count == 2 && none.max_ns == 1000 && none.is_bound,
	       "the larger maximum is kept, though it is a bound");
	h.max_ns = 800;
	none.is_bound = false;
	lct_hist_add(&none, &h);
	result(none.max_ns == 1000 && !none.is_bound, "a smaller bound does not replace a maximum");
	h = make("2", 1000);
	h.sum_ns = 900;
	number(lct_hist_average(&h), 450, "the average");
	h.sum_ns = 5000;
	number(lct_hist_average(&h), 1000, "never more than the longest, either");
}

int main(void)
{
	plan(26);
	parse();
	percentiles();
	differences();
	return ktap_failed;
}
