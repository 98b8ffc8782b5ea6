// SPDX-License-Identifier: GPL-2.0
/* OOM kills: when the OOM killer decides, which tasks it selects, and who lowers a limit. */
#include <linux/oom.h>
#include <linux/sched/signal.h>
#include <trace/events/oom.h>

#include "probe/probe.h"
#include "record/decision.h"
#include "record/oom.h"

/**
 * probe_out_of_memory_entry() - record that the OOM killer begins to decide
 * @ri: unused
 * @regs: arguments of the function
 *
 * Until out_of_memory() returns, every SIGKILL from this task is the OOM killer's, see
 * origin.c. Only one call is in progress at a time, so no return can be missed.
 *
 * Context: kretprobe, in the task that triggered the OOM killer, oom_lock held.
 * Return: 0, so that the return is probed.
 */
int probe_out_of_memory_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	lc_decision_begin((void *)regs_get_kernel_argument(regs, 0));
	return 0;
}

/**
 * probe_out_of_memory() - record that the OOM killer has finished
 * @ri: unused
 * @regs: unused
 *
 * Context: kretprobe, in the task that triggered the OOM killer, oom_lock held.
 * Return: 0.
 */
int probe_out_of_memory(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	lc_probe_hit(out_of_memory);
	lc_decision_end();
	return 0;
}

/**
 * probe_oom_kill_process_entry() - record that the OOM killer kills what it has chosen
 * @ri: unused
 * @regs: arguments of the function
 *
 * Replaces the hook on out_of_memory(), which calls this function last, if that hook is
 * unavailable or was missed. The argument is the same.
 *
 * Context: kretprobe, in the task that triggered the OOM killer, oom_lock held.
 * Return: 0, so that the return is probed.
 */
int probe_oom_kill_process_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	if (!lc_decision_is_by(current))
		lc_decision_begin((void *)regs_get_kernel_argument(regs, 0));
	return 0;
}

/**
 * probe_oom_kill_process() - record that the OOM killer has finished
 * @ri: unused
 * @regs: unused
 *
 * Context: kretprobe, in the task that triggered the OOM killer, oom_lock held.
 * Return: 0.
 */
int probe_oom_kill_process(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	lc_probe_hit(oom_kill_process);
	lc_decision_end();
	return 0;
}

/**
 * probe_oom_kill_memcg_member() - record that a member of a cgroup is about to be killed
 * @task: the member
 *
 * Context: entry of the function, in the task that triggered the OOM killer, oom_lock held.
 */
void probe_oom_kill_memcg_member(struct task_struct *task)
{
	lc_probe_hit(oom_kill_memcg_member);
	lc_decision_member(task);
}

/**
 * probe_mark_victim() - record an OOM victim, which may be dying already
 * @data: unused
 * @task: victim
 * @uid: unused
 *
 * Context: mark_victim, in the task that triggered the OOM killer, which may be @task.
 */
void probe_mark_victim(void *data, struct task_struct *task, uid_t uid)
{
	lc_probe_hit(mark_victim);
	if (!lc_decision_is_by(current))
		return;
	rcu_read_lock();
	lc_oom_marked(task);
	rcu_read_unlock();
}

/**
 * probe_memory_max_write_entry() - record that a task sets the memory limit of a cgroup
 * @ri: unused
 * @regs: unused
 *
 * The kernel calls the OOM killer in that task, until the cgroup is below the limit.
 * The other ways to reclaim, memory.high, memory.reclaim, and the limits of cgroup v1,
 * do not kill.
 *
 * Context: kretprobe, in the task that writes to memory.max.
 * Return: 0, so that the return is probed.
 */
int probe_memory_max_write_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	lc_decision_limit_begin();
	return 0;
}

/**
 * probe_memory_max_write() - record that a task has set the memory limit of a cgroup
 * @ri: unused
 * @regs: unused
 *
 * Context: kretprobe, in the task that writes to memory.max.
 * Return: 0.
 */
int probe_memory_max_write(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	lc_probe_hit(memory_max_write);
	lc_decision_limit_end();
	return 0;
}
