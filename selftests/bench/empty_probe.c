// SPDX-License-Identifier: GPL-2.0
/*
 * Two handlers that do nothing, on sched_switch and sched_wakeup: what hearing of
 * a switch costs before anything is done about it. It is built with the module's
 * compat.h, and for nothing but the benchmark.
 */
#include <linux/module.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <trace/events/sched.h>

static struct tracepoint *switch_point, *wakeup_point;

static void probe_switch(LC_SCHED_SWITCH_ARGS)
{
}

static void probe_wakeup(void *data, struct task_struct *task)
{
}

static void find(struct tracepoint *point, void *data)
{
	if (!strcmp(point->name, "sched_switch"))
		switch_point = point;
	else if (!strcmp(point->name, "sched_wakeup"))
		wakeup_point = point;
}

static int __init empty_probe_init(void)
{
	int ret;

	check_trace_callback_type_sched_switch(probe_switch);
	check_trace_callback_type_sched_wakeup(probe_wakeup);
	for_each_kernel_tracepoint(find, NULL);
	if (!switch_point || !wakeup_point)
		return -ENOENT;
	ret = tracepoint_probe_register(switch_point, probe_switch, NULL);
	if (ret)
		return ret;
	ret = tracepoint_probe_register(wakeup_point, probe_wakeup, NULL);
	if (ret)
		tracepoint_probe_unregister(switch_point, probe_switch, NULL);
	return ret;
}

static void __exit empty_probe_exit(void)
{
	tracepoint_probe_unregister(wakeup_point, probe_wakeup, NULL);
	tracepoint_probe_unregister(switch_point, probe_switch, NULL);
	tracepoint_synchronize_unregister();
}

module_init(empty_probe_init);
module_exit(empty_probe_exit);

MODULE_DESCRIPTION("Empty handlers on sched_switch and sched_wakeup");
MODULE_LICENSE("GPL");
