// SPDX-License-Identifier: GPL-2.0
/*
 * Who sees the dead of PID namespaces that are gone: readers in the namespaces around. Nobody
 * in a new namespace does, which may have the inode number of the old one.
 */
#include <stdio.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "namespace.h"
#include "row.h"
#include "time.h"
#include "userns.h"

#define NAMESPACES 60

static void bear_and_die(void *unused)
{
	reap(spawn(be_uid_1, NULL));
}

static unsigned long own_pid_namespace(void)
{
	char name[64] = "";
	unsigned long number = 0;

	require(readlink("/proc/thread-self/ns/pid", name, sizeof(name) - 1) > 0,
		"/proc/thread-self/ns/pid: %s", strerror(errno));
	require(sscanf(name, "pid:[%lu]", &number) == 1, "'%s'", name);
	return number;
}

/* In the old namespace and in the new one: root, who sees whatever has a PID. */
struct reuse {
	struct gate report;
	bool is_old;
};

static void be_reused(void *data)
{
	struct reuse *reuse = data;
	unsigned long number = own_pid_namespace();

	gate_send(&reuse->report, &number, sizeof(number));
	if (reuse->is_old) {
		bear_and_die(NULL);
		expect_u64("rows in the old namespace", table_read(LC_PROC "dead")->rows, 1);
	} else {
		expect_u64("rows in the new namespace", table_read(LC_PROC "dead")->rows, 0);
		expect(!task_ask(2) && errno == ESRCH, "the old namespace's pid 2 is seen");
	}
}

static unsigned long live_in_namespace(bool is_old)
{
	struct reuse reuse = { .is_old = is_old };
	unsigned long number;

	gate_init(&reuse.report);
	expect_u64("status", reap(spawn_init(be_reused, &reuse)), 0);
	gate_receive(&reuse.report, &number, sizeof(number));
	close(reuse.report.in);
	close(reuse.report.out);
	return number;
}

static bool is_reused(unsigned long number)
{
	for (int i = 0; i < NAMESPACES; i++)
		if (live_in_namespace(false) == number)
			return true;
	return false;
}

/*
 * The lowest free number is used. The old one is freed some time later, and so may be lower
 * ones, of other namespaces.
 */
static void reused_pid_namespaces(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (!is_reused(live_in_namespace(true)))
		if (clock_ns() >= deadline)
			ktap_skip("no inode number is reused");
}

static void block(void *gate)
{
	gate_open(gate);
	block_forever(NULL);
}

static void be_inner_init(void *report)
{
	struct gate ready;
	pid_t pid;

	gate_init(&ready);
	pid = spawn(block, &ready);
	gate_wait(&ready);
	require(pid == 2, "the child has pid %d", pid);
	gate_open(report);
	/* With the init, its child is killed. */
}

static void be_outer_init(void *data)
{
	struct gate ready, *report = data;
	struct table *dead;
	pid_t inner;

	gate_init(&ready);
	inner = spawn_init(be_inner_init, &ready);
	gate_wait(&ready);
	expect_u64("status", reap(inner), 0);
	gate_send(report, &inner, sizeof(inner));
	dead = table_read(LC_PROC "dead");
	expect_u64("rows", dead->rows, 2);
	require(dead->rows == 2, "rows");
	/* The init of a namespace is reaped last. */
	expect_row(dead, 0, "ppid=%d cause=pidns", inner);
	expect_row(dead, 1, "pid=%d ppid=%d exit_code=0", inner, getpid());
	expect(table_u64(dead, 0, "pid") > (uint64_t)inner,
	       "the child's pid is not of this namespace");
}

static void outer_pid_namespace(void)
{
	struct gate report;
	pid_t inner;

	gate_init(&report);
	expect_u64("status", reap(spawn_init(be_outer_init, &report)), 0);
	gate_receive(&report, &inner, sizeof(inner));
	expect(inner > 1, "pid %d", inner);
}

static const struct ktap_case cases[] = {
	{ "a PID namespace sees none of the dead of one whose inode number it reuses",
	  reused_pid_namespaces },
	{ "a PID namespace sees the dead of one that was in it, by its own PIDs",
	  outer_pid_namespace },
};

KTAP_MAIN(cases)
