/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_HIST_H
#define LC_HIST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "text/json.h"
#include "uapi/words.h"

/**
 * struct lc_hist - waits for a CPU, by length
 * @bucket:	how many of each length, see LC_LATENCY_BUCKETS
 * @count:	how many in all
 * @sum_ns:	their length in all
 * @max_ns:	the longest
 * @is_bound:	nobody has noted the longest of these: none was longer than @max_ns
 */
struct lc_hist {
	int64_t bucket[LC_LATENCY_BUCKETS];
	int64_t count;
	int64_t sum_ns;
	int64_t max_ns;
	bool is_bound;
};

bool lc_hist_parse(struct lc_hist *h, const char *cell);
void lc_hist_add(struct lc_hist *h, const struct lc_hist *other);
void lc_hist_since(struct lc_hist *h, const struct lc_hist *before);
int64_t lc_hist_average(const struct lc_hist *h);
int64_t lc_hist_percentile(const struct lc_hist *h, int percent);
void lc_hist_print(const struct lc_hist *h, FILE *out);
void lc_hist_json(const struct lc_hist *h, struct lc_json *json);

#endif
