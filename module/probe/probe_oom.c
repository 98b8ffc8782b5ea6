// SPDX-License-Identifier: GPL-2.0
/* OOM kills: when the OOM killer is at work, and which task it chose. */
#include <linux/oom.h>
#include <linux/sched/signal.h>
#include <trace/events/oom.h>

#include "probe/probe.h"
#include "record/oom.h"
#include "record/stats.h"
#include "record/table.h"

/**
 * probe_oom_kill_process_entry() - record the choice of the OOM killer
 * @ri: unused
 * @regs: arguments of the function
 *
 * Until oom_kill_process() returns, every SIGKILL from this task is the OOM
 * killer's, see probe_signal.c. Only one call is in progress at a time, so no return
 * can be missed.
 *
 * Context: kretprobe, in the task that requested memory, oom_lock held.
 * Return: 0, so that the return is probed.
 */
int probe_oom_kill_process_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	rcu_read_lock();
	lc_oom_begin((void *)regs_get_kernel_argument(regs, 0));
	rcu_read_unlock();
	return 0;
}

/**
 * probe_oom_kill_process() - record that the OOM killer has finished
 * @ri: unused
 * @regs: unused
 *
 * Context: kretprobe, in the task that requested memory, oom_lock held.
 * Return: 0.
 */
int probe_oom_kill_process(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	lc_probe_hit(oom_kill_process);
	lc_oom_end();
	return 0;
}

/**
 * probe_mark_victim() - record an OOM victim
 * @data: unused
 * @task: victim
 * @uid: UID of the victim
 *
 * Used where oom_kill_process() cannot be probed. The tracepoint does not report
 * whose memory was exhausted: the machine's is assumed.
 *
 * Context: mark_victim, in the task that requested memory or in the victim.
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
