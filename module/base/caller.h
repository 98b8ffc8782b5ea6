/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Identifies the kernel function on whose behalf a signal is sent. Many functions send
 * the same signal in the same way; only the call stack tells them apart.
 */
#ifndef LC_CALLER_H
#define LC_CALLER_H

/**
 * enum lc_caller - on whose behalf a signal is sent
 * @LC_CALLER_NONE: none of these
 * @LC_CALLER_BPF: a BPF program, directly or by an interrupt
 * @LC_CALLER_TERMINAL: a terminal
 * @LC_CALLER_ORPHAN: a process group that becomes orphaned
 * @LC_CALLER_CPU_TIMERS: limits and timers of CPU time
 * @LC_CALLER_ITIMER: alarm(2), and the timer of setitimer(2) that counts real time
 * @LC_CALLER_SYSRQ: SysRq
 * @LC_CALLER_REBOOT: reboot(2) in a PID namespace
 * @LC_CALLER_SIGIO: a file with O_ASYNC, or with urgent data
 * @LC_CALLER_HWPOISON: a memory error that the hardware reports
 * @LC_CALLER_APPARMOR: an AppArmor profile in kill mode
 * @LC_CALLER_CGROUP: a write to cgroup.kill
 * @LC_CALLER_SIGNAL_FRAME: a signal frame, on the way back to user space, for a handler
 */
enum lc_caller {
	LC_CALLER_NONE,
	LC_CALLER_BPF,
	LC_CALLER_TERMINAL,
	LC_CALLER_ORPHAN,
	LC_CALLER_CPU_TIMERS,
	LC_CALLER_ITIMER,
	LC_CALLER_SYSRQ,
	LC_CALLER_REBOOT,
	LC_CALLER_SIGIO,
	LC_CALLER_HWPOISON,
	LC_CALLER_APPARMOR,
	LC_CALLER_CGROUP,
	LC_CALLER_SIGNAL_FRAME,
};

void lc_caller_init(void);
enum lc_caller lc_caller_find(void);

#endif /* LC_CALLER_H */
