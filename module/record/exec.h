/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Failed execs. They are recorded at the end of a function, which a kretprobe can miss, or
 * not be attached to. Then their number is not known, rather than 0.
 */
#ifndef LC_EXEC_H
#define LC_EXEC_H

#include <linux/types.h>

#include "record/exec_path.h"
#include "record/gaps.h"
#include "record/record.h"

/* Number of execs that can be in progress without one being missed. */
#define LC_EXEC_CALLS 256

void lc_exec_watch(const struct lc_misses *misses);
void lc_exec_failed(struct lc_task *rec, int err, const struct lc_exec_call *call);
bool lc_exec_all_seen(const struct lc_facts *facts);

#endif /* LC_EXEC_H */
