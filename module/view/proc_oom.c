// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/lifecycle/oom: victims of the OOM killer. Position 0 is the header, position n is
 * victim number n, as in 'dead'.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/seq_file.h>

#include "base/access.h"
#include "record/oom.h"
#include "record/userns.h"
#include "view/cell.h"
#include "view/print.h"
#include "view/proc.h"

static const char * const oom_words[] = { LC_OOMS(LC_WORD) };
static const char * const trigger_words[] = { LC_TRIGGERS(LC_WORD) };
static const char * const selection_words[] = { LC_SELECTIONS(LC_WORD) };

/* Room for the names of an allocation's flags. */
#define GFP_FLAGS_LEN 256

/**
 * struct oom_row - one kill as one reader sees it, see LC_OOM_COLUMNS
 * @gfp_flags_text: what gfp_flags points to
 */
struct oom_row {
	LC_OOM_COLUMNS(LC_CELL)
	char gfp_flags_text[GFP_FLAGS_LEN];
};

#define COLUMN(name, kind, sets, help)	LC_COLUMN_OF(struct oom_row, name, kind)
static const struct lc_column columns[] = { LC_OOM_COLUMNS(COLUMN) };

static const struct lc_layout layout = LC_LAYOUT(columns);

struct walk {
	struct lc_viewer viewer;
	struct lc_oom_kill kill;
	struct oom_row row;
};

static void fill_victim(struct oom_row *row, struct lc_viewer *viewer,
			const struct lc_oom_kill *kill)
{
	row->oom_seq = kill->seq;
	row->oom_event = kill->decision.event;
	row->killed_ns = kill->killed_ns;
	row->freed_ns = lc_cell_nonzero(kill->freed_ns);
	row->oom_kind = oom_words[kill->decision.kind];
	row->pid = lc_access_pid(viewer, &kill->id);
	row->uid = lc_access_uid(viewer, kill->uid);
	lc_cell_set_text(&row->comm, kill->comm);
	lc_cell_set_text(&row->cgroup, lc_access_cgroup(viewer, kill->cgroup));
	row->selection = selection_words[kill->selection];
	row->already_dying = kill->dying;
	row->sigkill_sent = kill->sigkill;
}

/* As with a killer in the tables of tasks, who may see the victim may see who killed it. */
static void fill_also_killer(struct oom_row *row, const struct lc_viewer *viewer,
			     const struct lc_oom_kill *kill)
{
	row->also_killed_ns = lc_cell_nonzero(kill->also_ns);
	row->also_killer_pid = kill->also_ns ? lc_nspid_nr(&kill->also, viewer->ns) :
					       LC_UNKNOWN;
	lc_cell_set_text(&row->also_killer_comm, kill->also_ns ? kill->also_comm : NULL);
}

/* The trigger is another task: shown to a viewer that sees every task, and to its own user. */
static void fill_trigger(struct oom_row *row, struct lc_viewer *viewer,
			 const struct lc_oom_kill *kill)
{
	const struct lc_decision *decision = &kill->decision;
	pid_t nr = lc_nspid_nr(&kill->trigger, viewer->ns);
	bool shown = nr && (lc_access_sees_all(viewer) ||
			    uid_eq(viewer->file->f_cred->fsuid,
				   decision->trigger_uid));

	row->trigger_kind = trigger_words[decision->trigger_kind];
	row->trigger_pid = shown ? nr : 0;
	lc_cell_set_text(&row->trigger_comm, shown ? decision->trigger_comm : NULL);
	row->trigger_tid = shown ? lc_nspid_nr(&kill->trigger_thread, viewer->ns) : 0;
	lc_cell_set_text(&row->trigger_thread, shown && decision->trigger_thread[0] ?
			 decision->trigger_thread : NULL);
	row->trigger_outside = decision->kind == LC_OOM_CGROUP ? decision->outside : LC_UNKNOWN;
}

static const char *cgroup_of(const struct lc_viewer *viewer,
			     const struct lc_decision *decision)
{
	if (!decision->cgroup[0] ||
	    (decision->cgroup_v1 && !lc_access_sees_all_cgroups(viewer)))
		return NULL;
	return lc_access_cgroup(viewer, decision->cgroup);
}

static void fill_decision(struct oom_row *row, const struct lc_viewer *viewer,
			  const struct lc_oom_kill *kill)
{
	const struct lc_decision *decision = &kill->decision;

	lc_cell_set_text(&row->oom_cgroup, cgroup_of(viewer, decision));
	row->order = decision->order;
	row->gfp_mask = (__force u32)decision->gfp_mask;
	scnprintf(row->gfp_flags_text, sizeof(row->gfp_flags_text), "%pGg",
		  &decision->gfp_mask);
	/* A mask of 0 has no names. */
	row->gfp_flags = row->gfp_flags_text[0] ? row->gfp_flags_text : "none";
	row->points = kill->selection == LC_SELECTION_CHOSEN ? decision->points : LC_UNKNOWN;
	row->oom_score_adj = kill->adj;
}

static s64 pages_to_bytes(const struct lc_oom_sizes *sizes, unsigned long pages)
{
	return sizes->known ? (s64)pages << PAGE_SHIFT : LC_UNKNOWN;
}

static void fill_sizes(struct oom_row *row, const struct lc_oom_sizes *sizes)
{
	row->total_vm_bytes = pages_to_bytes(sizes, sizes->total_vm);
	row->rss_anon_bytes = pages_to_bytes(sizes, sizes->anon);
	row->rss_file_bytes = pages_to_bytes(sizes, sizes->file);
	row->rss_shmem_bytes = pages_to_bytes(sizes, sizes->shmem);
	row->swap_bytes = pages_to_bytes(sizes, sizes->swap);
	row->page_tables_bytes = sizes->known ? sizes->page_tables_bytes : LC_UNKNOWN;
}

static void *seek(struct walk *walk, loff_t *pos)
{
	if (!*pos)
		return SEQ_START_TOKEN;
	for (;; (*pos)++) {
		*pos = max_t(u64, *pos, lc_oom_oldest());
		if (*pos > lc_oom_newest())
			return NULL;
		if (lc_oom_copy(*pos, &walk->kill))
			return &walk->kill;
	}
}

static void *oom_start(struct seq_file *m, loff_t *pos)
	__acquires(rcu)
{
	struct walk *walk = m->private;

	rcu_read_lock();
	walk->viewer.capable_ns = NULL;
	return seek(walk, pos);
}

static void *oom_next(struct seq_file *m, void *v, loff_t *pos)
{
	(*pos)++;
	return seek(m->private, pos);
}

static void oom_stop(struct seq_file *m, void *v)
	__releases(rcu)
{
	rcu_read_unlock();
}

static bool may_see(struct lc_viewer *viewer, const struct lc_oom_kill *kill)
{
	struct lc_subject subject = {
		.nr = lc_access_pid(viewer, &kill->id),
		.uid = kill->uid,
		.euid = kill->euid,
		.suid = kill->suid,
	};

	lc_userns_locate(kill->userns, &subject);
	return lc_access_may_see(viewer, &subject);
}

static int oom_show(struct seq_file *m, void *v)
{
	struct walk *walk = m->private;
	const struct lc_oom_kill *kill = v;

	if (v == SEQ_START_TOKEN) {
		lc_print_header(m, &layout);
		return 0;
	}
	if (!may_see(&walk->viewer, kill))
		return 0;
	fill_victim(&walk->row, &walk->viewer, kill);
	fill_also_killer(&walk->row, &walk->viewer, kill);
	fill_trigger(&walk->row, &walk->viewer, kill);
	fill_decision(&walk->row, &walk->viewer, kill);
	fill_sizes(&walk->row, &kill->sizes);
	lc_print_line(m, &layout, &walk->row,
		      walk->viewer.clock_offset_ns);
	return 0;
}

static const struct seq_operations oom_seq_ops = {
	.start = oom_start,
	.next = oom_next,
	.stop = oom_stop,
	.show = oom_show,
};

static int oom_open(struct inode *inode, struct file *file)
{
	struct walk *walk = __seq_open_private(file, &oom_seq_ops, sizeof(*walk));

	if (!walk)
		return -ENOMEM;
	lc_access_open(&walk->viewer, file);
	return 0;
}

static int oom_release(struct inode *inode, struct file *file)
{
	struct walk *walk = ((struct seq_file *)file->private_data)->private;

	lc_access_close(&walk->viewer);
	return seq_release_private(inode, file);
}

const struct proc_ops lc_proc_oom_ops = {
	.proc_open = oom_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = oom_release,
};
