/* SPDX-License-Identifier: GPL-2.0 */
/* Acts of the OOM killer: /proc/lifecycle/oom beside the kernel's log. */
#ifndef SELFTESTS_OOM_H
#define SELFTESTS_OOM_H

#include "child.h"
#include "table.h"

/**
 * struct oom_scene - what there was before
 * @log: the kernel's log, from then on
 * @rows: in /proc/lifecycle/oom
 * @before: when
 * @events: decisions so far
 * @kills: kills so far
 * @ready: for those that wait to be killed
 * @go: the same
 */
struct oom_scene {
	int log, rows;
	uint64_t before, events, kills;
	struct gate ready, go;
};

void oom_scene_begin(struct oom_scene *scene);
/*
 * One decision has killed @kills since, and the killed are gone. Returns their rows,
 * each of which agrees with what the kernel says.
 */
struct table *oom_scene_end(struct oom_scene *scene, int kills);

#endif
