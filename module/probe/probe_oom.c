// SPDX-License-Identifier: GPL-2.0
#include <linux/oom.h>
#include <linux/sched/signal.h>
#include <trace/events/oom.h>

#include "probe/probe.h"
#include "record/oom.h"
#include "record/stats.h"
#include "record/table.h"

/**
 * probe_oom_kill_process_entry() - the OOM killer has made its choice
 * @ri: unused
 * @regs: the arguments of the function
 *
 * Until it returns, every SIGKILL from this task is the OOM killer's, see
 * probe_signal.c. One at a time is under way, so that no return can be missed.
 *
 * Context: kretprobe, in the task that wanted memory, oom_lock held.
 */
int probe_oom_kill_process_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	rcu_read_lock();
	lc_oom_begin((void *)regs_get_kernel_argument(regs, 0));
	rcu_read_unlock();
	return 0;
}

/**
 * probe_oom_kill_process() - the OOM killer has killed
 * @ri: unused
 * @regs: unused
 *
 * Context: kretprobe, in the task that wanted memory, oom_lock held.
 */
int probe_oom_kill_process(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	lc_probe_hit(oom_kill_process);
	lc_oom_end();
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
	struct lc_task *rec;

	lc_probe_hit(mark_victim);
	lc_stats_inc(oom_kills);
	rcu_read_lock();
	rec = lc_table_leader(task);
	if (rec)
		rec->facts.oom = LC_OOM_GLOBAL;
	rcu_read_unlock();
}
