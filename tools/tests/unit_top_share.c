// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "top/share.h"

static void shares(struct lct_top_times times, int whole, const char *wanted,
		   const char *description)
{
	int share[LCT_TOP_STATE_NR], i, n = 0;
	char text[128];

	lct_top_shares(&times, whole, share);
	for (i = 0; i < LCT_TOP_STATE_NR; i++)
		n += snprintf(text + n, sizeof(text) - n, "%s%d", i ? " " : "", share[i]);
	same(text, wanted, description);
}

/* Whatever the times are, the shares add up: a linear congruential generator makes some. */
static void add_up(void)
{
	uint64_t seed = 1;
	bool good = true;
	int round, i;

	for (round = 0; round < 100000 && good; round++) {
		struct lct_top_times times;
		int share[LCT_TOP_STATE_NR], whole = round % 1001, sum = 0;

		for (i = 0; i < LCT_TOP_STATE_NR; i++) {
			seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
			times.ns[i] = seed >> (1 + seed % 60);
		}
		times.ns[round % LCT_TOP_STATE_NR]++;
		lct_top_shares(&times, whole, share);
		for (i = 0; i < LCT_TOP_STATE_NR; i++) {
			sum += share[i];
			good &= share[i] >= 0 && (times.ns[i] > 0 || !share[i]);
		}
		good &= sum == whole;
	}
	result(good, "shares of any times add up to the whole");
}

int main(void)
{
	struct lct_top_times a = { .ns = { 5, 3, 1 } };
	const struct lct_top_times b = { .ns = { 2, 4, 1 } };

	plan(12);
	shares((struct lct_top_times){ .ns = { 1, 1, 1 } }, 100, "34 33 33 0 0 0 0", "thirds");
	shares((struct lct_top_times){ .ns = { 999, 0, 1 } }, 10, "10 0 0 0 0 0 0",
	       "a share below half a cell has none");
	shares((struct lct_top_times){ .ns = { 0, 0, 7, 0, 0, 1 } }, 8, "0 0 7 0 0 1 0",
	       "exact shares");
	shares((struct lct_top_times){ .ns = { 0 } }, 10, "0 0 0 0 0 0 0", "no time at all");
	shares((struct lct_top_times){ .ns = { -5, 5 } }, 10, "0 10 0 0 0 0 0",
	       "a negative time is none");
	shares((struct lct_top_times){ .ns = { INT64_MAX, INT64_MAX } }, 10, "5 5 0 0 0 0 0",
	       "the largest times");
	add_up();
	result(lct_top_times_sum(&(struct lct_top_times){ .ns = { INT64_MAX, 1 } }) == INT64_MAX,
	       "a sum has a limit");
	lct_top_times_since(&a, &b);
	result(a.ns[0] == 3 && !a.ns[1] && !a.ns[2], "a difference is not negative");
	result(lct_top_permille(1, 3) == 333 && lct_top_permille(2, 1) == 2000,
	       "more than one CPU");
	result(!lct_top_permille(1, 0) && !lct_top_permille(-1, 5) && !lct_top_permille(1, -1),
	       "parts of nothing");
	result(lct_top_permille(INT64_MAX, 1) == 99999999, "a share has a limit");
	return ktap_failed;
}
