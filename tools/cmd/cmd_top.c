// SPDX-License-Identifier: GPL-2.0
/* lifecycle top: the living and the newest dead, as it happens. */
#include <stdlib.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/filter.h"
#include "top/top.h"

#define NSEC_PER_SEC	1000000000LL
#define DELAY_MIN	0.05
/* What dies meanwhile is kept. */
#define DELAY_MAX	60.0

static bool read_delay(const char *text, int64_t *ns)
{
	char *end;
	const double seconds = strtod(text, &end);

	if (!*text || *end || !(seconds >= DELAY_MIN && seconds <= DELAY_MAX))
		return false;
	*ns = (int64_t)(seconds * NSEC_PER_SEC);
	return true;
}

static bool passes(const void *filter, const struct lct_task *task)
{
	return lct_filter_passes(filter, task);
}

int lct_cmd_top(const struct lct_options *opt)
{
	struct lct_filter filter;
	struct lct_top_options top = {
		.root = opt->root,
		.delay_ns = NSEC_PER_SEC,
		.batch = opt->batch || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO),
		.kernel = opt->kernel || opt->comm,
		.passes = passes,
		.passes_arg = &filter,
	};
	const int status = lct_filter_make(&filter, opt);

	if (status)
		return status;
	if (opt->delay && !read_delay(opt->delay, &top.delay_ns))
		return lct_options_misuse(opt, "'%s' is not a number of seconds from 0.05 to 60",
					  opt->delay);
	if (opt->iterations && (!lct_cell_number(opt->iterations, &top.iterations) ||
				top.iterations < 1))
		return lct_options_misuse(opt, "'%s' is not a number of frames", opt->iterations);
	return lct_top_run(&top);
}
