/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_TOP_H
#define LCT_TOP_TOP_H

#include "top/view.h"

/**
 * struct lct_top_options - how top runs
 * @root:	root folder of a recording, or NULL
 * @delay_ns:	time between two samples
 * @iterations:	number of samples after which it ends, 0 for none
 * @batch:	print text, do not use the terminal
 * @kernel:	show kernel threads, too
 * @passes:	only tasks for which this is true; NULL for all
 * @passes_arg:	its argument
 */
struct lct_top_options {
	const char *root;
	int64_t delay_ns, iterations;
	bool batch, kernel;
	bool (*passes)(const void *arg, const struct lct_task *task);
	const void *passes_arg;
};

int lct_top_run(const struct lct_top_options *opt);

#endif
