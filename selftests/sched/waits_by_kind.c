// SPDX-License-Identifier: GPL-2.0
/*
 * What a task waits for decides which column counts: an event (sleep_ns), an
 * uninterruptible wait (disk_ns), I/O that the kernel marks (iowait_ns).
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "cgroup.h"
#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"
#include "time.h"
#include "uring.h"

#define DISK "/dev/nvme0n1"
#define DISK_BYTES (256 * 1024)

struct scene {
	struct gate started, go;
};

static void scene_init(struct scene *scene)
{
	gate_init(&scene->started);
	gate_init(&scene->go);
}

static uint64_t marked_waits(void)
{
	char *text = path_text("/proc/stat"), *at = text ? strstr(text, "\nprocs_blocked ") : NULL;
	uint64_t value;

	require(at, "no procs_blocked in /proc/stat");
	value = strtoull(at + 15, NULL, 10);
	free(text);
	return value;
}

/*
 * The task has been in one wait since @started at the latest, and not before @asked: the
 * column has that time, and the number of entries.
 */
static void expect_waiting(pid_t pid, const char *kind, char letter, uint64_t asked)
{
	uint64_t started, before, after;
	char ns[40], entries[40];
	struct table *task;

	snprintf(ns, sizeof(ns), "%s_ns", kind);
	snprintf(entries, sizeof(entries), "%s_entries", kind);
	started = clock_ns();
	burn(20 * MS_NS);
	before = clock_ns();
	task = task_get(pid);
	after = clock_ns();
	expect(stat_state(pid, pid) == letter, "%c in /proc", stat_state(pid, pid));
	expect_between(ns, before - started, table_u64(task, 0, ns), after - asked);
	/* Where spinlocks sleep, there may have been waits for some of them before. */
	if (locks_sleep() && !strcmp(kind, "disk"))
		expect(table_u64(task, 0, entries) >= 1, "no entries into a disk wait");
	else
		expect_u64(entries, table_u64(task, 0, entries), 1);
	expect_conserved(task, 0);
	table_free(task);
}

static void vfork_parent(void *data)
{
	struct scene *scene = data;
	pid_t pid;

	gate_wait(&scene->go);
	pid = vfork();
	if (pid == 0) {
		char byte = 0;

		if (write(scene->started.in, &byte, 1) == 1 && read(scene->go.out, &byte, 1) == 1)
			_exit(0);
		_exit(1);
	}
	reap(pid);
}

/* D since 2.5, killable; were it S, the state would have to be sleeping. */
static void vfork_waits(void)
{
	struct scene scene;
	uint64_t asked;
	pid_t pid;

	scene_init(&scene);
	pid = spawn(vfork_parent, &scene);
	wait_blocked(pid);
	asked = clock_ns();
	gate_open(&scene.go);
	gate_wait(&scene.started);
	wait_state(pid, "disk");
	expect_waiting(pid, "disk", 'D', asked);
	expect_u64("iowait_entries", table_u64(task_get(pid), 0, "iowait_entries"), 0);
	gate_open(&scene.go);
	expect_u64("status", reap(pid), 0);
}

static void ring_reader(void *data)
{
	struct scene *scene = data;

	if (!uring_read(scene->go.out))
		ktap_skip("no io_uring");
}

/*
 * The kernel marks the wait and counts such tasks: S, and yet I/O. Not all kernels do;
 * where they do, no other task of the guest waits like that.
 */
static void ring_waits(void)
{
	uint64_t asked = clock_ns(), deadline = asked + PATIENCE_NS / 5;
	struct scene scene;
	pid_t pid;

	scene_init(&scene);
	pid = spawn(ring_reader, &scene);
	while (stat_state(pid, pid) != 'S' || !marked_waits())
		if (stat_state(pid, pid) == 'Z' || clock_ns() > deadline)
			ktap_skip("no io_uring, or its waits are not marked");
	wait_state(pid, "iowait");
	expect_waiting(pid, "iowait", 'S', asked);
	expect(marked_waits() >= 1, "no task waits for I/O");
	gate_open(&scene.go);
	expect_u64("status", reap(pid), 0);
}

/* Direct I/O, on a disk throttled to a megabyte a second. */
static void disk_reader(void *data)
{
	struct scene *scene = data;
	int fd = open(DISK, O_RDONLY | O_DIRECT | O_CLOEXEC);
	void *buffer = mmap(NULL, DISK_BYTES, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	require(fd >= 0 && buffer != MAP_FAILED, DISK ": %s", strerror(errno));
	gate_wait(&scene->go);
	for (int i = 0; i < 2; i++)
		require(pread(fd, buffer, DISK_BYTES, i * DISK_BYTES) == DISK_BYTES, "read: %s",
			strerror(errno));
	gate_open(&scene->started);
	gate_wait(&scene->go);
}

static void disk_waits(void)
{
	uint64_t begun, took, waited, kernels;
	struct scene scene;
	struct table *task;
	struct stat disk;
	char limit[64];
	pid_t pid;

	if (stat(DISK, &disk))
		ktap_skip("no disk");
	cgroup_make("io.max");
	snprintf(limit, sizeof(limit), "%u:%u rbps=1048576", major(disk.st_rdev),
		 minor(disk.st_rdev));
	cgroup_set("io.max", limit);
	schedstats_on();
	scene_init(&scene);
	pid = spawn(disk_reader, &scene);
	wait_blocked(pid);
	snprintf(limit, sizeof(limit), "%d", pid);
	cgroup_set("cgroup.procs", limit);
	begun = clock_ns();
	gate_open(&scene.go);
	wait_state(pid, "iowait");
	expect(stat_state(pid, pid) == 'D', "%c in /proc", stat_state(pid, pid));
	gate_wait(&scene.started);
	took = clock_ns() - begun;
	wait_blocked(pid);
	task = task_get(pid);
	waited = table_u64(task, 0, "iowait_ns");
	kernels = sched_value(pid, "iowait_sum");
	expect_between("iowait_ns", took / 2, waited, took);
	expect(table_u64(task, 0, "iowait_entries") >= 2, "iowait_entries is %s",
	       table_text(task, 0, "iowait_entries"));
	/* In milliseconds, of which only the integral part is read. */
	if (kernels != UINT64_MAX)
		expect(is_near("iowait_ns", waited, kernels * MS_NS, waited / 50 + 10 * MS_NS),
		       "iowait_ns differs from the kernel's iowait_sum");
	expect_conserved(task, 0);
	end_child(pid);
}

static void disk_cleanup(void)
{
	schedstats_off();
	cgroup_cleanup();
}

static void pipe_waits(void)
{
	struct burner reader;
	uint64_t asked = clock_ns();

	burner_start(&reader, -1);
	expect_waiting(reader.pid, "sleep", 'S', asked);
	end_child(reader.pid);
}

static const struct ktap_case cases[] = {
	{ "a read of a pipe is sleep_ns", pipe_waits },
	{ "a wait for a vforked child is disk_ns", vfork_waits },
	{ "a wait for io_uring is iowait_ns if the kernel marks it", ring_waits },
	{ "a read of a slow disk is iowait_ns", disk_waits, disk_cleanup },
};

KTAP_MAIN(cases)
