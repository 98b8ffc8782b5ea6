// SPDX-License-Identifier: GPL-2.0
/* Each use of a PID that is reused is recorded as a life of its own. */
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"
#include "time.h"

#define PID_MAX "/proc/sys/kernel/pid_max"
#define LIVES 400
#define PARENTS 3

struct life {
	uint64_t forked, reaped;
	pid_t pid, parent;
	int code;
};

static char old_pid_max[32];

static void live(struct life *life, int code)
{
	pid_t pid;

	life->parent = getpid();
	life->code = code;
	life->forked = clock_ns();
	/* The child shares this memory: only the parent writes to it. */
	pid = fork();
	if (pid == 0)
		_exit(code);
	require(pid > 0, "fork: %s", strerror(errno));
	life->pid = pid;
	expect_u64("wait status", WEXITSTATUS(reap(life->pid)), code);
	life->reaped = clock_ns();
}

static void live_often(void *data)
{
	struct life *lives = data;

	for (int i = 0; i < LIVES; i++)
		live(&lives[i], (getpid() + i) % 250);
}

/* The only row with that pid that was born and reaped between our readings of the clock. */
static int row_of(const struct table *dead, const struct life *life)
{
	int found = -1;

	for (int row = 0; row < dead->rows; row++) {
		if (table_u64(dead, row, "pid") != (uint64_t)life->pid ||
		    table_u64(dead, row, "born_ns") < life->forked ||
		    table_u64(dead, row, "reaped_ns") > life->reaped)
			continue;
		expect(found < 0, "two rows for one life of %d", life->pid);
		found = row;
	}
	return found;
}

static void expect_lives(const struct life *lives, int count)
{
	struct table *dead = table_read(LC_PROC "dead");

	for (int i = 0; i < count; i++) {
		int row = row_of(dead, &lives[i]);

		if (!expect(row >= 0, "a life of %d is not in dead", lives[i].pid))
			continue;
		expect_u64("exit_code", table_u64(dead, row, "exit_code"), lives[i].code);
		expect_u64("ppid", table_u64(dead, row, "ppid"), lives[i].parent);
		expect_u64("birth_ppid", table_u64(dead, row, "birth_ppid"), lives[i].parent);
		expect_u64("reaper_pid", table_u64(dead, row, "reaper_pid"), lives[i].parent);
		expect_u64("tgid", table_u64(dead, row, "tgid"), lives[i].pid);
		expect_conserved(dead, row);
		expect_runs(dead, row);
	}
	table_free(dead);
}

static int count_reused(const struct life *lives, int count)
{
	int reused = 0;
	char *seen = calloc(1, 4194304);

	require(seen, "no memory");
	for (int i = 0; i < count; i++)
		reused += seen[lives[i].pid]++ > 0;
	free(seen);
	return reused;
}

/* Several parents, so that a pid is reused in another family. */
static void small_pid_max(void)
{
	struct life *lives = mmap(NULL, sizeof(*lives) * LIVES * PARENTS, PROT_READ | PROT_WRITE,
				  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pids[PARENTS];

	require(lives != MAP_FAILED, "no memory");
	require(write_file(PID_MAX, "400"), "pid_max: %s", strerror(errno));
	for (int i = 0; i < PARENTS; i++)
		pids[i] = spawn(live_often, lives + i * LIVES);
	for (int i = 0; i < PARENTS; i++)
		require(reap(pids[i]) == 0, "a parent failed");
	expect(count_reused(lives, LIVES * PARENTS) > LIVES, "only %d pids were reused",
	       count_reused(lives, LIVES * PARENTS));
	expect_lives(lives, LIVES * PARENTS);
}

static void restore_pid_max(void)
{
	if (*old_pid_max && !write_file(PID_MAX, old_pid_max))
		ktap_diag("pid_max stays small: %s", strerror(errno));
}

static pid_t fork_as(pid_t pid)
{
	struct clone_args args = {
		.exit_signal = SIGCHLD, .set_tid = (uintptr_t)&pid, .set_tid_size = 1,
	};

	return syscall(SYS_clone3, &args, sizeof(args));
}

/* Reuses the pid of the child that was just reaped, before its last switch is over. */
static void same_number_at_once(void)
{
	static struct life lives[LIVES];
	pid_t pid = spawn_helper("@exit", 0);

	reap(pid);
	for (int i = 0; i < LIVES; i++) {
		lives[i] = (struct life){ .parent = getpid(), .code = i % 250 };
		lives[i].forked = clock_ns();
		lives[i].pid = fork_as(pid);
		if (lives[i].pid == 0)
			_exit(i % 250);
		if (lives[i].pid < 0 && (errno == ENOSYS || errno == EPERM))
			ktap_skip("clone3 with set_tid: %s", strerror(errno));
		require(lives[i].pid == pid, "clone3 %d: %s", i, strerror(errno));
		reap(pid);
		lives[i].reaped = clock_ns();
	}
	expect_lives(lives, LIVES);
}

static void block(void *gate)
{
	gate_wait(gate);
}

/* 'task' answers for the living task with a pid before a dead one. */
static void living_first(void)
{
	struct table *task;
	struct gate gate;
	pid_t pid = spawn_helper("@exit", 77), again;

	gate_init(&gate);
	reap(pid);
	task = task_get(pid);
	expect_u64("exit_code of the dead", table_u64(task, 0, "exit_code"), 77);
	expect_text("state of the dead", table_text(task, 0, "state"), "dead");
	again = fork_as(pid);
	if (again == 0) {
		close(gate.in);
		block(&gate);
		_exit(78);
	}
	require(again == pid, "clone3: %s", strerror(errno));
	task = task_get(pid);
	expect_text("exit_code of the living", table_text(task, 0, "exit_code"), "-");
	gate_open(&gate);
	reap(pid);
	task = task_get(pid);
	expect_u64("exit_code of the newest dead", table_u64(task, 0, "exit_code"), 78);
}

static const struct ktap_case cases[] = {
	{ "each life has its own row under a small pid_max", small_pid_max, restore_pid_max },
	{ "each life has its own row when a pid is reused at once", same_number_at_once },
	{ "a pid stands for the living task, else the newest dead one", living_first },
};

int main(int argc, char **argv)
{
	char *text = path_text(PID_MAX);

	if (text)
		snprintf(old_pid_max, sizeof(old_pid_max), "%s", text);
	return ktap_main(argc, argv, cases, ARRAY_SIZE(cases));
}
