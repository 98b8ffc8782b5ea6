// SPDX-License-Identifier: GPL-2.0
#include <linux/oom.h>
#include <linux/sched/signal.h>
#include <trace/events/oom.h>

#include "probe.h"
#include "stats.h"
#include "table.h"

static void mark(struct task_struct *victim, enum lc_oom kind)
{
	struct lc_task *rec;

	lc_stats_inc(oom_kills);
	rcu_read_lock();
	rec = lc_table_leader(victim);
	if (rec)
		rec->facts.oom = kind;
	rcu_read_unlock();
}

/**
 * probe_oom_kill_process() - the OOM killer has made its choice
 * @kp: unused
 * @regs: the arguments of the function
 *
 * Context: kprobe, in the task that wanted memory, oom_lock held.
 */
int probe_oom_kill_process(struct kprobe *kp, struct pt_regs *regs)
{
	const struct oom_control *oc = (void *)regs_get_kernel_argument(regs, 0);

	lc_probe_hit(oom_kill_process);
	mark(oc->chosen, oc->memcg ? LC_OOM_CGROUP : LC_OOM_GLOBAL);
	return 0;
}

/**
 * probe_mark_victim() - the OOM killer has marked a victim
 * @data: unused
 * @task: the victim
 * @uid: its uid
 *
 * Where oom_kill_process() cannot be probed. It does not tell whose memory ran
 * out: the machine's is assumed.
 *
 * Context: mark_victim, in the task that wanted memory or in the victim.
 */
void probe_mark_victim(void *data, struct task_struct *task, uid_t uid)
{
	lc_probe_hit(mark_victim);
	mark(task, LC_OOM_GLOBAL);
}
