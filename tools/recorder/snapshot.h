/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SNAPSHOT_H
#define LCT_SNAPSHOT_H

#include "archive/store.h"

int lct_snapshot_identify(const char *root, struct lct_recording *which);
int lct_snapshot_stats(const struct lct_store *s, const char *root);
int lct_snapshot_oom(const struct lct_store *s, const char *root);
int lct_snapshot_tasks(const struct lct_store *s, const char *root);

#endif
