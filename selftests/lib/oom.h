/* SPDX-License-Identifier: GPL-2.0 */
/* OOM kills: /proc/lifecycle/oom compared with the kernel's log. */
#ifndef SELFTESTS_OOM_H
#define SELFTESTS_OOM_H

#include "child.h"
#include "table.h"

/**
 * struct oom_scene - the state before the kill
 * @log: the kernel's log, from then on
 * @rows: rows in /proc/lifecycle/oom
 * @before: the time
 * @events: decisions so far
 * @kills: kills so far
 * @ready: for tasks that wait to be killed
 * @go: the same
 */
struct oom_scene {
	int log, rows;
	uint64_t before, events, kills;
	struct gate ready, go;
};

void oom_scene_begin(struct oom_scene *scene);
/*
 * Victims have been selected since, and these are gone. Returns their rows: each line
 * "Killed process" of the kernel's log has its row, and each row of a process that was
 * killed itself has its line.
 */
struct table *oom_scene_rows(const struct oom_scene *scene, int rows);
/*
 * One decision has killed @kills tasks since, and these are gone. Returns their rows, each
 * of which agrees with the kernel's report.
 */
struct table *oom_scene_end(struct oom_scene *scene, int kills);

#endif
