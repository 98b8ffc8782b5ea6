// SPDX-License-Identifier: GPL-2.0
/*
 * The newest 256 OOM kills are kept, oldest first, and read the same in pieces. The kernel
 * logs only ten OOM reports in five seconds: no other test that needs one may run right
 * after this one.
 */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "jam.h"
#include "ktap.h"
#include "memhog.h"
#include "sender.h"

#define KEPT 256
#define MEMBERS 40
#define ROUNDS 8
#define LARGE 300

struct scene {
	struct gate ready, go;
	bool hungry;
	struct jam *jam;
};

/* Each has a user namespace, so that an entry that is evicted has a reference to drop. */
static void be_member(void *data)
{
	struct scene *scene = data;

	cgroup_enter();
	if (unshare(CLONE_NEWUSER))
		require(errno == ENOSPC || errno == EPERM, "unshare: %s", strerror(errno));
	if (scene->hungry)
		eat(128 * MIB);
	gate_open(&scene->ready);
	if (scene->jam)
		jam_wait(scene->jam);
	gate_wait(&scene->go);
}

/* Kills all members of the group at once. */
static void kill_group(struct scene *scene, int members)
{
	pid_t pids[LARGE];

	scene->hungry = false;
	for (int i = 0; i < members - 1; i++)
		pids[i] = spawn(be_member, scene);
	for (int i = 0; i < members - 1; i++)
		gate_wait(&scene->ready);
	scene->hungry = true;
	pids[members - 1] = spawn(be_member, scene);
	for (int i = 0; i < members; i++)
		expect_u64("status", reap(pids[i]), SIGKILL);
}

/*
 * The same with a member that waits at a jammed pipe: it keeps its memory, and another SIGKILL
 * reaches it.
 */
static void kill_group_and_stuck(struct scene *scene, int members)
{
	struct table *oom;
	struct jam jam;
	pid_t pid;

	jam_init(&jam);
	jam_start(&jam);
	scene->hungry = false;
	scene->jam = &jam;
	pid = spawn(be_member, scene);
	gate_wait(&scene->ready);
	wait_state(pid, "disk");
	scene->jam = NULL;
	kill_group(scene, members - 1);
	oom = table_read(LC_PROC "oom");
	expect_row(oom, table_find(oom, "pid", pid), "freed_ns=- also_killed_ns=-");
	table_free(oom);
	send_signal(pid, SIGKILL);
	jam_end(&jam);
	expect_u64("status", reap(pid), SIGKILL);
}

static int count_also_killed(const struct table *oom)
{
	int count = 0;

	for (int row = 0; row < oom->rows; row++)
		count += !table_none(oom, row, "also_killed_ns");
	return count;
}

static void expect_numbered(const struct table *oom)
{
	for (int row = 1; row < oom->rows; row++) {
		expect_u64("oom_seq", table_u64(oom, row, "oom_seq"),
			   table_u64(oom, row - 1, "oom_seq") + 1);
		expect(table_u64(oom, row, "killed_ns") >= table_u64(oom, row - 1, "killed_ns"),
		       "not oldest first");
		expect_between("oom_event", table_u64(oom, row - 1, "oom_event"),
			       table_u64(oom, row, "oom_event"),
			       table_u64(oom, row - 1, "oom_event") + 1);
	}
}

static void limit_group(struct scene *scene)
{
	cgroup_make("memory.oom.group");
	cgroup_set("memory.oom.group", "1");
	cgroup_set("memory.max", "67108864");
	gate_init(&scene->ready);
	gate_init(&scene->go);
	scene->jam = NULL;
}

static void last_are_kept(void)
{
	struct scene scene;
	struct table *oom;

	limit_group(&scene);
	for (int i = 0; i < ROUNDS; i++) {
		if (i == 0 || i == ROUNDS - 1)
			kill_group_and_stuck(&scene, MEMBERS);
		else
			kill_group(&scene, MEMBERS);
		oom = table_read(LC_PROC "oom");
		expect_u64("rows", oom->rows,
			   (i + 1) * MEMBERS < KEPT ? (i + 1) * MEMBERS : KEPT);
		expect_numbered(oom);
		table_free(oom);
	}
	oom = table_read(LC_PROC "oom");
	/* The first of the two has been evicted. */
	expect_u64("victims that were also killed", count_also_killed(oom), 1);
	expect_u64("the newest oom_seq", table_u64(oom, KEPT - 1, "oom_seq"), MEMBERS * ROUNDS);
	expect_u64("the newest oom_event", table_u64(oom, KEPT - 1, "oom_event"), ROUNDS);
	expect_u64("oom_kills", stats_get("oom_kills"), MEMBERS * ROUNDS);
	expect_u64("oom_events", stats_get("oom_events"), ROUNDS);
	expect_u64("oom_evicted", stats_get("oom_evicted"), MEMBERS * ROUNDS - KEPT);
	expect_u64("deaths_oom-cgroup", stats_get("deaths_oom-cgroup"), MEMBERS * ROUNDS);
}

static void expect_pieces(const char *whole, size_t piece)
{
	size_t length = strlen(whole), used = 0;
	char *text = malloc(length + piece + 1);
	int fd = open(LC_PROC "oom", O_RDONLY);
	ssize_t got;

	require(text && fd >= 0, LC_PROC "oom: %s", strerror(errno));
	while (used <= length && (got = read(fd, text + used, piece)) > 0)
		used += got;
	text[used] = '\0';
	expect(!strcmp(text, whole), "the text differs in pieces of %zu bytes", piece);
	/* The same from the middle. */
	expect(pread(fd, text, 100, length / 2) > 0 && !memcmp(text, whole + length / 2, 20),
	       "the text differs from the middle");
	free(text);
	close(fd);
}

/* No task is killed meanwhile, and all that were killed are gone. */
static void in_pieces(void)
{
	char *whole = path_text(LC_PROC "oom");

	require(whole, LC_PROC "oom: %s", strerror(errno));
	expect_pieces(whole, 1);
	expect_pieces(whole, 7);
	expect_pieces(whole, 4096);
}

static void forget(void)
{
	uint64_t kills = stats_get("oom_kills");

	require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	expect_u64("rows", table_read(LC_PROC "oom")->rows, 0);
	expect_u64("oom_kills", stats_get("oom_kills"), kills);
}

/* The kernel chooses the newest member, and comes to it again when its entry is evicted. */
static void larger_than_the_list(void)
{
	uint64_t kills = stats_get("oom_kills");
	struct scene scene;
	struct table *oom;

	limit_group(&scene);
	/* Kernel stacks and page tables are charged, too. */
	cgroup_set("memory.max", "134217728");
	kill_group(&scene, LARGE);
	oom = table_read(LC_PROC "oom");
	expect_u64("rows", oom->rows, KEPT);
	expect_numbered(oom);
	expect_u64("oom_kills", stats_get("oom_kills") - kills, LARGE);
}

static const struct ktap_case cases[] = {
	{ "the newest 256 OOM kills are kept, numbered without gaps", last_are_kept,
	  cgroup_cleanup },
	{ "'oom' is the same in pieces of any size", in_pieces },
	{ "reset clears the list", forget },
	{ "each victim is counted once if there are more than the list keeps",
	  larger_than_the_list, cgroup_cleanup },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
