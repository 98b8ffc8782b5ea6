/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_HIST_H
#define LCT_HIST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "text/json.h"
#include "uapi/words.h"

/**
 * struct lct_hist - histogram of waits for a CPU
 * @bucket:	number of waits of each length, see LC_LATENCY_BUCKETS
 * @count:	total number of waits
 * @sum_ns:	total length
 * @max_ns:	the longest wait
 * @is_bound:	@max_ns is only an upper bound of the longest wait
 */
struct lct_hist {
	int64_t bucket[LC_LATENCY_BUCKETS];
	int64_t count;
	int64_t sum_ns;
	int64_t max_ns;
	bool is_bound;
};

bool lct_hist_parse(struct lct_hist *h, const char *cell);
void lct_hist_add(struct lct_hist *h, const struct lct_hist *other);
void lct_hist_since(struct lct_hist *h, const struct lct_hist *before);
int64_t lct_hist_average(const struct lct_hist *h);
int64_t lct_hist_percentile(const struct lct_hist *h, int percent);
void lct_hist_print(const struct lct_hist *h, FILE *out);
void lct_hist_json(const struct lct_hist *h, struct lct_json *json);

#endif
