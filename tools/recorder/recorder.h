/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_RECORDER_H
#define LCT_RECORDER_H

#include <stdbool.h>

#include "archive/bound.h"

#define LCT_ON_DEATH_FOLDER	"/etc/lifecycle/on-death.d"

/**
 * struct lct_recorder_setup - what is recorded, and where
 * @root:	root folder of a recording that is copied, NULL for the module
 * @archive:	path of the archive
 * @bound:	its bounds
 * @once:	end when all that is there has been recorded
 */
struct lct_recorder_setup {
	const char *root;
	const char *archive;
	struct lct_bound bound;
	bool once;
};

int lct_recorder_run(const struct lct_recorder_setup *setup);

#endif
