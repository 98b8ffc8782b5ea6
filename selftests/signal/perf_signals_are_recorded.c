// SPDX-License-Identifier: GPL-2.0
/* SIGTRAP of a performance event (from 5.13 on) is no crash. */
#include <linux/perf_event.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

#ifndef TRAP_PERF
#define TRAP_PERF 6
#endif

static int open_event(pid_t pid)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_TASK_CLOCK,
		.sample_period = 1000000,
		.disabled = 1,
		.exclude_kernel = 1,
		.remove_on_exec = 1,
		.sigtrap = 1,
	};

	return syscall(SYS_perf_event_open, &attr, pid, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

static void enable(int event)
{
	require(!ioctl(event, PERF_EVENT_IOC_ENABLE, 0), "enable: %s", strerror(errno));
}

static void run_for_ever(void *unused)
{
	for (;;)
		;
}

static void measure_itself(void *unused)
{
	enable(open_event(0));
	run_for_ever(NULL);
}

static void expect_trap(pid_t pid, int code)
{
	struct table *dead = expect_death(pid, "killed");

	expect_kernel_signal(dead, "perf", SIGTRAP);
	expect_cells(dead, "signal_code=%d fault_address=-", code);
	table_free(dead);
}

static void own_event(void)
{
	struct twin twin;
	int event = open_event(0);

	if (event < 0)
		ktap_skip("no sigtrap: %s", strerror(errno));
	close(event);
	twin_start(&twin, SIGTRAP, measure_itself, NULL);
	expect_trap(spawn(measure_itself, NULL), twin_end(&twin).si_code);
}

static void event_of_another(void)
{
	pid_t pid = spawn(run_for_ever, NULL);
	int event = open_event(pid);

	if (event < 0)
		ktap_skip("no sigtrap: %s", strerror(errno));
	enable(event);
	expect_trap(pid, TRAP_PERF);
}

static const struct ktap_case cases[] = {
	{ "a process's own event has the origin perf", own_event },
	{ "an event of another process has the origin perf", event_of_another },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
