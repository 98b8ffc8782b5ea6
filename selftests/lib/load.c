// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "time.h"

void set_policy(pid_t pid, int policy, int priority)
{
	struct sched_param param = { priority };

	require(!sched_setscheduler(pid, policy, &param), "policy %d: %s", policy,
		strerror(errno));
}

/* Whether each CPU has a server that lets tasks of the fair class run: from 6.12 on. */
static bool has_fair_server(void)
{
	struct utsname kernel;
	int major, minor;

	require(!uname(&kernel), "uname: %s", strerror(errno));
	require(sscanf(kernel.release, "%d.%d", &major, &minor) == 2, "%s", kernel.release);
	return major > 6 || (major == 6 && minor >= 12);
}

/* The servers are switched off in debugfs, by kernels with CONFIG_SCHED_DEBUG. */
void realtime_leaves_share(bool leaves)
{
	bool set = true;
	char path[64];

	write_file("/proc/sys/kernel/sched_rt_runtime_us", leaves ? "950000" : "-1");
	for (int cpu = 0; cpu < cpus(); cpu++) {
		snprintf(path, sizeof(path), "/sys/kernel/debug/sched/fair_server/cpu%d/runtime",
			 cpu);
		set &= write_file(path, leaves ? "50000000" : "0");
	}
	if (!leaves && !set && has_fair_server())
		ktap_skip("the servers of the fair class cannot be switched off");
}

void pin_task(pid_t pid, int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	require(!sched_setaffinity(pid, sizeof(set), &set), "pin %d: %s", pid, strerror(errno));
}

void unpin_task(pid_t pid)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	for (int cpu = 0; cpu < cpus(); cpu++)
		CPU_SET(cpu, &set);
	require(!sched_setaffinity(pid, sizeof(set), &set), "unpin %d: %s", pid,
		strerror(errno));
}

static void place(int cpu)
{
	if (cpu < 0)
		unpin_task(0);
	else
		pin(cpu);
}

struct hog_start {
	struct gate placed;
	int cpu;
};

static void hog(void *data)
{
	struct hog_start *start = data;

	place(start->cpu);
	gate_open(&start->placed);
	for (;;)
		cpu_ns();
}

pid_t spawn_hog(int cpu)
{
	struct hog_start start = { .cpu = cpu };
	pid_t pid;

	gate_init(&start.placed);
	pid = spawn(hog, &start);
	/* Nobody else has its write end: a hog that fails ends the wait. */
	close(start.placed.in);
	gate_wait(&start.placed);
	close(start.placed.out);
	return pid;
}

void end_child(pid_t pid)
{
	kill(pid, SIGKILL);
	reap(pid);
}

struct burner_start {
	struct burner *burner;
	int cpu;
};

static void obey(void *data)
{
	struct burner_start *start = data;
	uint64_t ns;

	place(start->cpu);
	for (;;) {
		gate_receive(&start->burner->orders, &ns, sizeof(ns));
		burn(ns);
		gate_open(&start->burner->done);
	}
}

void burner_start(struct burner *burner, int cpu)
{
	struct burner_start start = { burner, cpu };

	gate_init(&burner->orders);
	gate_init(&burner->done);
	burner->pid = spawn(obey, &start);
	wait_blocked(burner->pid);
}

void burner_order(struct burner *burner, uint64_t ns)
{
	gate_send(&burner->orders, &ns, sizeof(ns));
}

/* Done, and asleep again. */
void burner_wait(struct burner *burner)
{
	gate_wait(&burner->done);
	wait_blocked(burner->pid);
}
