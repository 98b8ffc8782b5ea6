/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_OOM_KILL_H
#define LCT_OOM_KILL_H

#include "column/column.h"
#include "table/table.h"
#include "task/task.h"
#include "text/json.h"

/*
 * The columns of the list of OOM kills, in the manner of LCT_COLUMNS: those of the
 * module's file as K(name, kind, help), then those derived from them as D(...).
 */
#define LCT_OOM_COLUMNS(K, D) \
	K(oom_seq, NUMBER, "running number of the kill") \
	K(oom_event, NUMBER, "running number of the decision; kills may share one") \
	K(at_ns, POINT, "when it was killed") \
	K(gone_ns, POINT, "when its memory was given back") \
	K(oom_kind, WORD, "whose memory ran out: global or cgroup") \
	K(pid, NUMBER, "process that was killed") \
	K(uid, NUMBER, "its real user id") \
	K(comm, TEXT, "its name") \
	K(trigger_pid, NUMBER, "task that wanted memory") \
	K(trigger_comm, TEXT, "name of that task") \
	K(cgroup, TEXT, "memory cgroup that ran out") \
	K(order, NUMBER, "size that was wanted: 2 to this power of pages") \
	K(gfp_mask, ADDRESS, "how it was wanted, as a number") \
	K(gfp_flags, TEXT, "the same by name") \
	K(points, NUMBER, "badness points that it was chosen for") \
	K(oom_score_adj, NUMBER, "its oom_score_adj") \
	K(total_vm_bytes, BYTES, "its virtual memory") \
	K(rss_anon_bytes, BYTES, "its resident anonymous memory") \
	K(rss_file_bytes, BYTES, "its resident memory of files") \
	K(rss_shmem_bytes, BYTES, "its resident shared memory") \
	K(swap_bytes, BYTES, "its memory swapped out") \
	K(page_tables_bytes, BYTES, "its page tables") \
	D(gone_after_ns, DURATION, "from the kill until its memory was given back") \
	D(trigger, TEXT, "task that wanted memory: name[pid]") \
	D(rss_bytes, BYTES, "its resident memory, all kinds together")

#define LCT_OOM_COLUMN_ENUM(name, kind, help)	LCT_OOM_COLUMN_##name,
enum lct_oom_column_id {
	LCT_OOM_COLUMNS(LCT_OOM_COLUMN_ENUM, LCT_OOM_COLUMN_ENUM)
	LCT_OOM_COLUMN_NR
};

/* The module's columns come first, so that they can index an array. */
#define LCT_OOM_COLUMN_KERNEL_NR	((int)LCT_OOM_COLUMN_gone_after_ns)

/**
 * struct lct_oom_kill - one task that the kernel's OOM killer has killed
 * @cell: the module's columns, escaped; NULL where unknown
 */
struct lct_oom_kill {
	const char *cell[LCT_OOM_COLUMN_KERNEL_NR];
};

extern const struct lct_catalog lct_oom_catalog;

void lct_oom_kill_read(struct lct_oom_kill *kill, const struct lct_table *t, size_t row);
bool lct_oom_kill_number(const struct lct_oom_kill *kill, enum lct_oom_column_id id,
			 int64_t *value);
void lct_oom_kill_value(enum lct_oom_column_id id, const struct lct_oom_kill *kill,
			struct lct_value *value);
bool lct_oom_kill_format(enum lct_oom_column_id id, enum lct_form form,
			 const struct lct_oom_kill *kill, const struct lct_view *view,
			 char *out, size_t room);
void lct_oom_kill_members(struct lct_json *json, const struct lct_oom_kill *kill, const int *ids,
			  size_t n);

#endif
