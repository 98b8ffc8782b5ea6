// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/lifecycle/oom: whom the OOM killer took. Position 0 is the header, position
 * n is kill number n, as in 'dead'.
 */
#include <linux/mm.h>
#include <linux/seq_file.h>

#include "record/oom.h"
#include "view/proc.h"
#include "view/row.h"

static const char header[] =
	"oom_seq oom_event at_ns gone_ns oom_kind pid uid comm trigger_pid trigger_comm "
	"cgroup order gfp_mask gfp_flags points oom_score_adj total_vm_bytes "
	"rss_anon_bytes rss_file_bytes rss_shmem_bytes swap_bytes page_tables_bytes";

static const char * const oom_words[] = { LC_OOMS(LC_WORD) };

struct walk {
	struct lc_viewer viewer;
	struct lc_oom_kill kill;
};

static void print_known(struct seq_file *m, bool known, s64 value)
{
	if (known)
		seq_put_decimal_ll(m, " ", value);
	else
		seq_puts(m, " -");
}

static void print_text(struct seq_file *m, const char *text)
{
	seq_putc(m, ' ');
	lc_row_print_text(m, text);
}

static void print_victim(struct seq_file *m, struct lc_viewer *viewer,
			 const struct lc_oom_kill *kill)
{
	seq_put_decimal_ull(m, "", kill->seq);
	seq_put_decimal_ull(m, " ", kill->decision.event);
	seq_put_decimal_ull(m, " ", kill->at_ns);
	print_known(m, kill->gone_ns, kill->gone_ns);
	seq_printf(m, " %s", oom_words[kill->decision.kind]);
	seq_put_decimal_ull(m, " ", pid_nr_ns(kill->victim.pid, viewer->ns));
	seq_put_decimal_ull(m, " ", lc_access_uid(viewer, kill->victim.uid));
	print_text(m, kill->comm);
}

/* Who wanted memory is somebody else: told to who sees everybody, and to himself. */
static void print_trigger(struct seq_file *m, struct lc_viewer *viewer,
			  const struct lc_oom_kill *kill)
{
	pid_t nr = lc_who_nr(&kill->trigger, viewer->ns);
	bool shown = nr && (lc_access_sees_all(viewer) ||
			    uid_eq(viewer->file->f_cred->fsuid,
				   kill->decision.trigger_uid));

	print_known(m, true, shown ? nr : 0);
	print_text(m, shown ? kill->decision.trigger_comm : NULL);
}

static const char *cgroup_of(const struct lc_viewer *viewer,
			     const struct lc_oom_decision *decision)
{
	if (!decision->cgroup[0] ||
	    (decision->cgroup_v1 && !lc_access_sees_all_cgroups(viewer)))
		return NULL;
	return lc_access_cgroup(viewer, decision->cgroup);
}

static void print_decision(struct seq_file *m, const struct lc_viewer *viewer,
			   const struct lc_oom_kill *kill)
{
	const struct lc_oom_decision *decision = &kill->decision;

	print_text(m, cgroup_of(viewer, decision));
	seq_put_decimal_ll(m, " ", decision->order);
	seq_put_decimal_ull(m, " ", (__force u32)decision->gfp_mask);
	seq_printf(m, " %pGg", &decision->gfp_mask);
	print_known(m, kill->was_chosen, decision->points);
	seq_put_decimal_ll(m, " ", kill->adj);
}

static void print_sizes(struct seq_file *m, const struct lc_oom_sizes *sizes)
{
	print_known(m, sizes->known, (s64)sizes->total_vm << PAGE_SHIFT);
	print_known(m, sizes->known, (s64)sizes->anon << PAGE_SHIFT);
	print_known(m, sizes->known, (s64)sizes->file << PAGE_SHIFT);
	print_known(m, sizes->known, (s64)sizes->shmem << PAGE_SHIFT);
	print_known(m, sizes->known, (s64)sizes->swap << PAGE_SHIFT);
	print_known(m, sizes->known, sizes->page_tables_bytes);
	seq_putc(m, '\n');
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

static int oom_show(struct seq_file *m, void *v)
{
	struct walk *walk = m->private;
	const struct lc_oom_kill *kill = v;

	if (v == SEQ_START_TOKEN) {
		seq_printf(m, "# lifecycle %d\n%s\n", LC_FORMAT, header);
		return 0;
	}
	if (!lc_access_may_see(&walk->viewer, &kill->victim))
		return 0;
	print_victim(m, &walk->viewer, kill);
	print_trigger(m, &walk->viewer, kill);
	print_decision(m, &walk->viewer, kill);
	print_sizes(m, &kill->sizes);
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
