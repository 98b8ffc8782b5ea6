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
	       !h.bucket[LC_LATENCY_BUCKETS - 1], "counts between commas");
	h = make("0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3", 0);
	result(h.count == 3 && h.bucket[LC_LATENCY_BUCKETS - 1] == 3, "all buckets there are");
	result(is_none("0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,1"), "but not one more");
	result(is_none(NULL) && is_none("-") && is_none("") && is_none("1,") && is_none(",1") &&
	       is_none("1,,2") && is_none("1,-2") && is_none("1 2") && is_none("1,2x") &&
	       is_none("99999999999999999999"), "what is no histogram");
	result(lct_hist_parse(&h, "0") && !h.count, "nothing counted is a histogram");
}

/*
 * Ten waits below 1024 ns and ten of 1024 ns to the longest, 2000 ns. Half of
 * them are behind at the end of the first bucket; the 19th of 20 lies at 9/10 of
 * what there is of the second, 1024 + 0.9 * 976; the 99th at 0.98 of it.
 */
static void percentiles(void)
{
	struct lct_hist h = make("10,10", 2000);

	number(lct_hist_percentile(&h, 50), 1024, "the edge between two buckets");
	number(lct_hist_percentile(&h, 25), 512, "the middle of the first bucket");
	number(lct_hist_percentile(&h, 75), 1024 + 488, "the middle of the second");
	number(lct_hist_percentile(&h, 95), 1902, "the 95th percentile");
	number(lct_hist_percentile(&h, 99), 1980, "the 99th percentile");
	number(lct_hist_percentile(&h, 100), 2000, "the 100th is the longest wait");
	h = make("1,0,0,1", 4096);
	number(lct_hist_percentile(&h, 50), 1024, "empty buckets are not waited in");
	number(lct_hist_percentile(&h, 51), 4096, "behind the gap: from 4096 to the longest");
	h = make("10", 3);
	number(lct_hist_percentile(&h, 50), 1, "one bucket, as far as the longest wait");
	h = make("0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,4", (1LL << 30) + 4000);
	number(lct_hist_percentile(&h, 50), (1LL << 30) + 2000, "the last bucket, likewise");
	h = make("0,0,5", 100);
	number(lct_hist_percentile(&h, 99), 100, "never more than the longest, whatever was read");
	h = make("0", 0);
	number(lct_hist_percentile(&h, 50), 0, "nothing counted");
}

static void differences(void)
{
	struct lct_hist h = make("5,0,7", 3000), before = make("5,0,4", 2500), none;

	h.sum_ns = 9000;
	before.sum_ns = 2000;
	lct_hist_since(&h, &before);
	result(h.count == 3 && h.bucket[2] == 3 && h.sum_ns == 7000 && h.max_ns == 3000 &&
	       !h.is_bound, "a longest wait that has grown is of the interval");
	h = make("9,0,4", 2500);
	lct_hist_since(&h, &before);
	result(h.count == 4 && h.max_ns == 1023 && h.is_bound,
	       "one that has not: none was longer than the last bucket is");
	h = make("5,0,9", 2500);
	lct_hist_since(&h, &before);
	result(h.max_ns == 2500 && h.is_bound, "nor than the longest ever");
	h = before;
	lct_hist_since(&h, &before);
	result(!h.count && !h.max_ns && !h.is_bound, "nothing has come");
	none = h;
	h = make("1", 900);
	lct_hist_add(&none, &h);
	result(none.count == 1 && none.max_ns == 900, "nothing and something is something");
	h.is_bound = true;
	h.max_ns = 1000;
	lct_hist_add(&none, &h);
	result(none.count == 2 && none.max_ns == 1000 && none.is_bound, "the larger bound holds");
	h.max_ns = 800;
	none.is_bound = false;
	lct_hist_add(&none, &h);
	result(none.max_ns == 1000 && !none.is_bound, "but not the smaller");
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
