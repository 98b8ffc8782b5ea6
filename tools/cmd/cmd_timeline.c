// SPDX-License-Identifier: GPL-2.0
/* lifecycle timeline: what happened to a task, in order, as its record has it. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/named.h"
#include "text/warn.h"
#include "view/timeline.h"

static int print(const struct lct_options *opt, const char *word, bool *more)
{
	struct lct_timeline t = { 0 };
	struct lct_named named = { 0 };
	struct lct_view view = { 0 };
	int status = lct_named_find(&named, opt, word);

	lct_source_clock(opt->root, &view.clock);
	if (!status)
		status = lct_timeline_add_task(&t, named.found[0], &view, false);
	if (!status) {
		if (*more && !opt->json)
			putchar('\n');
		*more = true;
		status = lct_timeline_print(&t, named.found[0], &view, opt, stdout);
	}
	lct_timeline_free(&t);
	lct_named_free(&named);
	return status;
}

int lct_cmd_timeline(const struct lct_options *opt)
{
	bool more = false;
	int i, ret, status = 0;

	if (!opt->nargs)
		return lct_options_misuse(opt, "missing PID or name");
	for (i = 0; i < opt->nargs && status != LCT_EXIT_USAGE; i++) {
		ret = print(opt, opt->args[i], &more);
		status = status ? status : ret;
	}
	return status;
}
