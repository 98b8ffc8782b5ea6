// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>

#include "base/clock.h"
#include "base/path.h"
#include "record/oom_kill.h"

static void fill_sizes(struct lc_oom_sizes *sizes, const struct mm_struct *mm)
{
	/* It is only read, but the kernel's functions take no const pointer. */
	struct mm_struct *counters = (struct mm_struct *)mm;

	sizes->known = mm;
	if (!mm)
		return;
	sizes->total_vm = READ_ONCE(mm->total_vm);
	sizes->anon = get_mm_counter(counters, MM_ANONPAGES);
	sizes->file = get_mm_counter(counters, MM_FILEPAGES);
	sizes->shmem = get_mm_counter(counters, MM_SHMEMPAGES);
	sizes->swap = get_mm_counter(counters, MM_SWAPENTS);
	sizes->page_tables_bytes = mm_pgtables_bytes(counters);
}

static void fill_trigger(struct lc_oom_kill *kill, struct pid *victim)
{
	lc_nspid_set(&kill->trigger, task_tgid(current), victim);
	lc_nspid_set(&kill->trigger_thread, task_pid(current), victim);
}

static void fill_victim(struct lc_oom_kill *kill, struct task_struct *task,
			const struct cred *cred)
{
	lc_identity_set(&kill->id, READ_ONCE(task->group_leader)->start_time, task_tgid(task));
	kill->uid = cred->uid;
	kill->euid = cred->euid;
	kill->suid = cred->suid;
	lc_nspid_comm(kill->comm, task);
	lc_path_task_cgroup(kill->cgroup, sizeof(kill->cgroup), task, NULL);
	kill->adj = READ_ONCE(task->signal->oom_score_adj);
}

/**
 * lc_oom_kill_fill() - describe a victim of the decision in progress
 * @kill: description; what it said before is overwritten, but not its user namespace
 * @seq: number of the victim
 * @task: thread of the victim
 * @cred: its credentials
 * @selected: how it was selected
 *
 * Context: RCU read side, in the task that decides.
 */
void lc_oom_kill_fill(struct lc_oom_kill *kill, u64 seq, struct task_struct *task,
		      const struct cred *cred, const struct lc_selected *selected)
{
	kill->seq = seq;
	kill->decision = *lc_decision_now();
	kill->killed_ns = lc_clock_now();
	kill->freed_ns = 0;
	kill->also_ns = 0;
	kill->selection = selected->selection;
	kill->dying = selected->dying;
	kill->sigkill = selected->sigkill;
	fill_victim(kill, task, cred);
	fill_trigger(kill, task_tgid(task));
	fill_sizes(&kill->sizes, selected->mm);
}
