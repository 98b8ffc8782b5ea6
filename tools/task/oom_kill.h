/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_OOM_H
#define LC_OOM_H

#include "column/column.h"
#include "table/table.h"
#include "task/task.h"
#include "text/json.h"

/*
 * The columns of the list of OOM kills, in the manner of LC_COLUMNS: those of the
 * module's file as K(name, kind, help), then those derived from them as D(...).
 */
#define LC_OOM_COLUMNS(K, D) \
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

#define LC_OOM_COLUMN_ENUM(name, kind, help)	LC_OOM_COLUMN_##name,
enum lc_oom_column_id {
	LC_OOM_COLUMNS(LC_OOM_COLUMN_ENUM, LC_OOM_COLUMN_ENUM)
	LC_OOM_COLUMN_NR
};

/* The module's columns come first, so that they can index an array. */
#define LC_OOM_COLUMN_KERNEL_NR	((int)LC_OOM_COLUMN_gone_after_ns)

/**
 * struct lc_kill - one task that the kernel's OOM killer has killed
 * @cell: the module's columns, escaped; NULL where unknown
 */
struct lc_kill {
	const char *cell[LC_OOM_COLUMN_KERNEL_NR];
};

extern const struct lc_catalog lc_oom_catalog;

void lc_oom_read(struct lc_kill *kill, const struct lc_table *t, size_t row);
bool lc_oom_number(const struct lc_kill *kill, enum lc_oom_column_id id, int64_t *value);
void lc_oom_value(enum lc_oom_column_id id, const struct lc_kill *kill, struct lc_value *value);
bool lc_oom_format(enum lc_oom_column_id id, enum lc_form form, const struct lc_kill *kill,
		   const struct lc_view *view, char *out, size_t room);
void lc_oom_members(struct lc_json *json, const struct lc_kill *kill, const int *ids, size_t n);

#endif
