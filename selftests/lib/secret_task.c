// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "memhog.h"
#include "program.h"
#include "secret_task.h"
#include "table.h"
#include "time.h"

#define FOLDER "/tmp/lc-" SECRET
#define PROGRAM FOLDER "/" SECRET

void secret_cgroup_enter(void)
{
	require(write_file(SECRET_CGROUP "/cgroup.procs", "0"), "cgroup.procs: %s",
		strerror(errno));
}

struct secret_task {
	unsigned int real, effective, saved;
	struct gate report;
};

static void block_as(void *data)
{
	struct secret_task *task = data;

	secret_cgroup_enter();
	prctl(PR_SET_NAME, SECRET);
	require(!syscall(SYS_setresuid, task->real, task->effective, task->saved),
		"setresuid: %s", strerror(errno));
	gate_open(&task->report);
	block_forever(NULL);
}

static pid_t secret_task_start(unsigned int real, unsigned int effective, unsigned int saved)
{
	struct secret_task secret_task = { real, effective, saved };
	pid_t pid;

	gate_init(&secret_task.report);
	pid = spawn(block_as, &secret_task);
	gate_wait(&secret_task.report);
	return pid;
}

/* A program at a secret path, which exits at once. */
static void run_as_alice(void *unused)
{
	secret_cgroup_enter();
	become(ALICE);
	execl(PROGRAM, PROGRAM, "@exit", "3", NULL);
	_exit(126);
}

static void eat_as_alice(void *data)
{
	struct gate *ready = data;

	secret_cgroup_enter();
	set_oom_adj(1000);
	become(ALICE);
	eat(8 * MIB);
	gate_open(ready);
	block_forever(NULL);
}

static void eat_as_root(void *unused)
{
	secret_cgroup_enter();
	set_oom_adj(-1000);
	eat(12 * MIB);
}

static void run_out_of_memory(void)
{
	struct gate ready;
	pid_t victim;

	require(write_file(SECRET_CGROUP "/memory.max", "16777216"), "memory.max: %s",
		strerror(errno));
	gate_init(&ready);
	victim = spawn(eat_as_alice, &ready);
	gate_wait(&ready);
	table_free(expect_death(spawn(eat_as_root, NULL), "exited"));
	table_free(expect_death(victim, "oom-cgroup"));
	require(write_file(SECRET_CGROUP "/memory.max", "max"), "memory.max: %s",
		strerror(errno));
}

static void make_places(void)
{
	cgroup_make("memory.max");
	require(write_file(CGROUP "/cgroup.subtree_control", "+memory"), "subtree_control: %s",
		strerror(errno));
	require(!mkdir(SECRET_CGROUP, 0755), "mkdir: %s", strerror(errno));
	require(!mkdir(FOLDER, 0755), "mkdir: %s", strerror(errno));
	program_copy(PROGRAM);
}

void secret_tasks_make(struct secret_tasks *secret_tasks, unsigned int uid)
{
	pid_t killed;

	make_places();
	/* Dead tasks that had the reader's uid before. */
	require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	prctl(PR_SET_NAME, SECRET " case");
	files_list(&secret_tasks->files);
	secret_task_start(ALICE, ALICE, ALICE);
	secret_task_start(0, 0, 0);
	secret_task_start(uid, 0, 0);
	secret_task_start(uid, uid, 0);
	secret_task_start(uid, 0, uid);
	secret_task_start(0, uid, uid);
	/* A zombie, and a dead task. */
	wait_exited(spawn(run_as_alice, NULL));
	table_free(expect_death(spawn(run_as_alice, NULL), "failed"));
	killed = secret_task_start(uid, 0, 0);
	kill(killed, SIGKILL);
	table_free(expect_death(killed, "killed"));
	run_out_of_memory();
	secret_tasks->last = spawn(block_forever, NULL);
}

/* The last task may still be exiting: the directories are busy until then. */
void secret_tasks_cleanup(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (rmdir(SECRET_CGROUP "/box") && errno == EBUSY && clock_ns() < deadline)
		;
	while (rmdir(SECRET_CGROUP) && errno == EBUSY && clock_ns() < deadline)
		;
	cgroup_cleanup();
	unlink(PROGRAM);
	rmdir(FOLDER);
}

static bool is_among(const pid_t *pids, uint64_t pid)
{
	while (*pids && (uint64_t)*pids != pid)
		pids++;
	return *pids;
}

static bool is_own(const struct own *own, uint64_t pid)
{
	return is_among(own->alive, pid) || is_among(own->dead, pid);
}

/* Whether a column contains a pid: "tgid", "pid", or a name that ends in "pid". */
static bool has_pids(const char *column)
{
	size_t length = strlen(column);

	return !strcmp(column, "tgid") || (length >= 3 && !strcmp(column + length - 3, "pid"));
}

static void expect_own_row(const struct table *table, int row, const char *file,
			   const struct own *own)
{
	expect(is_own(own, table_u64(table, row, "pid")), "%s shows task %s", file,
	       table_text(table, row, "pid"));
	for (int i = 0; i < table->columns; i++) {
		uint64_t nr;

		if (!has_pids(table->names[i]))
			continue;
		nr = table_u64_or(table, row, table->names[i], 0);
		expect(!nr || is_own(own, nr) || nr == (uint64_t)own->kin,
		       "%s shows a secret task's pid %llu as %s", file,
		       (unsigned long long)nr, table->names[i]);
	}
}

static void expect_own_rows(const char *text, const char *file, const struct own *own,
			    const pid_t *wanted)
{
	struct table *table = table_parse(strdup(text));

	for (int row = 0; row < table->rows; row++)
		expect_own_row(table, row, file, own);
	for (; *wanted; wanted++)
		expect(table_count(table, "pid", *wanted) == 1,
		       "%s does not list the reader's own task %d",
		       file, *wanted);
	table_free(table);
}

static void look_at_tasks(const char *text, const char *file, const struct own *own)
{
	expect_own_rows(text, file, own, own->alive);
}

static void look_at_dead(const char *text, const char *file, const struct own *own)
{
	expect_own_rows(text, file, own, own->dead);
}

static void look_at_oom(const char *text, const char *file, const struct own *own)
{
	static const pid_t nobody;

	expect_own_rows(text, file, own, &nobody);
}

static void look_at_self(const char *text, const char *file, const struct own *own)
{
	struct table *self = values_parse(strdup(text));

	expect_u64("self", table_u64(self, 0, "pid"), getpid());
	expect_own_row(self, 0, file, own);
}

/* Only numbers: totals over all tasks are not secret. */
static void look_at_stats(const char *text, const char *file, const struct own *own)
{
	struct table *stats = values_parse(strdup(text));

	for (int i = 0; i < stats->columns; i++)
		expect(!stats->cells[i][strspn(stats->cells[i], "0123456789,-")],
		       "%s has '%s' for %s", file, stats->cells[i], stats->names[i]);
}

/* Its content depends on the question: see expect_own_answers(). */
static void look_at_task(const char *text, const char *file, const struct own *own)
{
	expect(false, "%s answers without a question", file);
}

static const struct {
	const char *name;
	void (*look)(const char *text, const char *file, const struct own *own);
} looks[] = {
	{ LC_PROC "tasks", look_at_tasks },
	{ LC_PROC "dead", look_at_dead },
	{ LC_PROC "oom", look_at_oom },
	{ LC_PROC "self", look_at_self },
	{ LC_PROC "stats", look_at_stats },
	{ LC_PROC "task", look_at_task },
};

static void look_at_file(const char *path, const struct own *own)
{
	char *text = path_text(path);
	size_t i;

	if (!text) {
		expect(!strcmp(path, LC_PROC "task") && errno == EINVAL, "%s: %s", path,
		       strerror(errno));
		return;
	}
	expect(!strstr(text, SECRET), "%s shows a secret: %.80s", path, strstr(text, SECRET));
	for (i = 0; i < ARRAY_SIZE(looks) && strcmp(looks[i].name, path); i++)
		;
	if (expect(i < ARRAY_SIZE(looks), "the test does not know which tasks %s may show", path))
		looks[i].look(text, path, own);
	free(text);
}

static void expect_closed(const char *path)
{
	static const int ways[] = { O_RDONLY, O_WRONLY, O_RDWR, O_PATH };

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		int fd = open(path, ways[i] | O_CLOEXEC);

		expect(fd < 0 && (errno == EACCES || errno == ENOENT), "%s can be opened: %s",
		       path, fd < 0 ? strerror(errno) : "it was opened");
		if (fd >= 0)
			close(fd);
	}
}

/* Any pid may be written. */
static void expect_own_answers(pid_t last, const struct own *own)
{
	for (pid_t nr = 1; nr <= last + 20; nr++) {
		struct table *task = task_ask(nr);

		expect(!task == !is_own(own, nr), "'task' for %d: %s", nr,
		       task ? "it answers" : strerror(errno));
		if (!task) {
			expect(errno == ESRCH, "'task' for %d: %s", nr, strerror(errno));
			continue;
		}
		expect_own_row(task, 0, LC_PROC "task", own);
		for (int i = 0; i < task->columns; i++)
			expect(!strstr(task->cells[i], SECRET), "'task' for %d has a secret %s", nr,
			       task->names[i]);
		table_free(task);
	}
}

void expect_own_only(const struct secret_tasks *secret_tasks, const struct own *own)
{
	for (int i = 0; i < secret_tasks->files.count; i++) {
		const struct lc_file *file = &secret_tasks->files.files[i];

		if (file->is_debug)
			expect_closed(file->path);
		else
			look_at_file(file->path, own);
	}
	expect_own_answers(secret_tasks->last, own);
}
