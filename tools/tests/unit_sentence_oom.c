// SPDX-License-Identifier: GPL-2.0
/* The sentence for a victim of the kernel's OOM killer. */
#include "made.h"

#define KILLED(origin, sig)	"cause=killed signal_origin=" origin " exit_signal=" sig " core_dumped=0 "
#define BY_Y			"killer_pid=9 killer_comm=y killer_uid=3 killer_parent_comm=z "

static void kills(void)
{
	struct lct_oom_kill kill = { 0 };
	struct made made;
	struct lct_case c = { .task = &made.task, .kill = &kill };

	make(&made, "cause=oom signal_origin=oom exit_signal=9");
	kill.cell[LCT_OOM_COLUMN_oom_kind] = "global";
	kill.cell[LCT_OOM_COLUMN_trigger_kind] = "allocation";
	kill.cell[LCT_OOM_COLUMN_trigger_pid] = "7";
	kill.cell[LCT_OOM_COLUMN_trigger_comm] = "x";
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer when it requested memory and the system had none left, 2.000s after it was born; its parent reaped it at once.",
	      "the task that triggered the OOM killer itself");
	kill.cell[LCT_OOM_COLUMN_trigger_thread] = "w";
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer when its thread w requested memory and the system had none left, 2.000s after it was born; its parent reaped it at once.",
	      "a thread of it that triggered the OOM killer");
	kill.cell[LCT_OOM_COLUMN_trigger_thread] = NULL;
	kill.cell[LCT_OOM_COLUMN_trigger_pid] = "0";
	kill.cell[LCT_OOM_COLUMN_trigger_comm] = NULL;
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer when a process requested memory and the system had none left, 2.000s after it was born; its parent reaped it at once.",
	      "a trigger that may not be seen");
	kill.cell[LCT_OOM_COLUMN_trigger_kind] = "sysrq";
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer at the request of SysRq f, 2.000s after it was born; its parent reaped it at once.",
	      "SysRq");
	kill.cell[LCT_OOM_COLUMN_trigger_kind] = "kswapd";
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer when reclaim could not keep the working set in memory (min_ttl_ms of lru_gen), 2.000s after it was born; its parent reaped it at once.",
	      "reclaim");
}

static void kills_in_cgroups(void)
{
	struct lct_oom_kill kill = { 0 }, other = { 0 };
	struct made made;
	struct lct_case c = { .task = &made.task, .kill = &kill };

	make(&made, "cause=oom-cgroup signal_origin=oom exit_signal=9");
	kill.cell[LCT_OOM_COLUMN_oom_kind] = "cgroup";
	kill.cell[LCT_OOM_COLUMN_trigger_kind] = "-";
	kill.cell[LCT_OOM_COLUMN_trigger_pid] = "12";
	kill.cell[LCT_OOM_COLUMN_trigger_comm] = "t";
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer when its cgroup had no memory left, 2.000s after it was born; its parent reaped it at once.",
	      "an unknown trigger, and a cgroup that may not be seen");
	kill.cell[LCT_OOM_COLUMN_oom_cgroup] = "/a";
	kill.cell[LCT_OOM_COLUMN_trigger_kind] = "allocation";
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer when t (pid 12) requested memory and the cgroup /a had none left, 2.000s after it was born; its parent reaped it at once.",
	      "a cgroup, and another task that triggered the OOM killer");
	c.grouped = true;
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer, together with others of its cgroup (memory.oom.group), when t (pid 12) requested memory and the cgroup /a had none left, 2.000s after it was born; its parent reaped it at once.",
	      "a whole cgroup");
	c.grouped = false;
	c.sharing = &other;
	other.cell[LCT_OOM_COLUMN_pid] = "8";
	other.cell[LCT_OOM_COLUMN_comm] = "y";
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer, because it shared the memory of y (pid 8), when t (pid 12) requested memory and the cgroup /a had none left, 2.000s after it was born; its parent reaped it at once.",
	      "a process that shares memory");
	c.sharing = NULL;
	kill.cell[LCT_OOM_COLUMN_trigger_kind] = "limit";
	kill.cell[LCT_OOM_COLUMN_trigger_outside] = "1";
	kill.cell[LCT_OOM_COLUMN_trigger_thread] = "w";
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer when thread w of t (pid 12), which is outside the cgroup, lowered the memory limit of the cgroup /a below its use, 2.000s after it was born; its parent reaped it at once.",
	      "a limit that a task outside lowered");
}

/* The OOM killer, and another one. */
static void killed_twice(void)
{
	struct lct_oom_kill kill = { 0 };
	struct made made;
	struct lct_case c = { .task = &made.task, .kill = &kill };

	kill.cell[LCT_OOM_COLUMN_oom_kind] = "global";
	kill.cell[LCT_OOM_COLUMN_trigger_kind] = "sysrq";
	kill.cell[LCT_OOM_COLUMN_killed_ns] = "1500000000";
	kill.cell[LCT_OOM_COLUMN_also_killed_ns] = "1502000000";
	kill.cell[LCT_OOM_COLUMN_also_killer_pid] = "1";
	kill.cell[LCT_OOM_COLUMN_also_killer_comm] = "systemd";
	make(&made, "cause=oom signal_origin=oom exit_signal=9");
	judge(&c, "x (pid 7, child of 5) was killed by the kernel's OOM killer at the request of SysRq f, 2.000s after it was born; systemd (pid 1) sent it SIGKILL, too, 2.0ms later; its parent reaped it at once.",
	      "a process that another kills, too");
	kill.cell[LCT_OOM_COLUMN_also_killed_ns] = NULL;
	kill.cell[LCT_OOM_COLUMN_already_dying] = "1";
	make(&made, KILLED("user", "9") BY_Y "signal_sent_ns=1499000000");
	judge(&c, "x (pid 7, child of 5) was killed by SIGKILL from y (pid 9, uid 3, started by z) 2.000s after it was born; the kernel's OOM killer selected it, too, 1.0ms after that signal, at the request of SysRq f; its parent reaped it at once.",
	      "a process that the OOM killer selects, too");
	make(&made, "cause=failed exit_code=3");
	judge(&c, "x (pid 7, child of 5) failed with status 3, 2.000s after it was born; the kernel's OOM killer selected it while it was dying, at the request of SysRq f; its parent reaped it at once.",
	      "a process that the OOM killer selects while it exits");
}

int main(void)
{
	plan(13);
	kills();
	kills_in_cgroups();
	killed_twice();
	return ktap_failed;
}
