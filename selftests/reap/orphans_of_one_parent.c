// SPDX-License-Identifier: GPL-2.0
/* All children of a process lose it at the same time, to the same adopter. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "jam.h"
#include "ktap.h"

#define CHILDREN	5
#define PARENTS		3

struct family {
	struct gate report, go, end;
	pid_t parent, children[CHILDREN];
};

static void outlive(void *data)
{
	struct family *family = data;

	prctl(PR_SET_PDEATHSIG, 0);
	gate_open(&family->go);
	gate_wait(&family->end);
}

static void bear(struct family *family)
{
	for (int i = 0; i < CHILDREN; i++)
		family->children[i] = spawn(outlive, family);
	for (int i = 0; i < CHILDREN; i++)
		gate_wait(&family->go);
}

static void be_parent(void *data)
{
	struct family *family = data;

	bear(family);
	gate_send(&family->report, family->children, sizeof(family->children));
}

static void family_init(struct family *family)
{
	gate_init(&family->report);
	gate_init(&family->go);
	gate_init(&family->end);
}

static void leave(struct family *family)
{
	family_init(family);
	family->parent = spawn(be_parent, family);
	gate_receive(&family->report, family->children, sizeof(family->children));
	table_free(expect_death(family->parent, "exited"));
}

static void end(struct family *family)
{
	for (int i = 0; i < CHILDREN; i++)
		gate_open(&family->end);
	for (int i = 0; i < CHILDREN; i++)
		expect_cells(expect_death(family->children[i], "exited"),
			     "orphaned_by_pid=%d adopter_pid=%d", family->parent, getpid());
}

static void all_at_once(void)
{
	struct family family;
	struct table *first;

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	leave(&family);
	first = task_get(family.children[0]);
	for (int i = 0; i < CHILDREN; i++)
		expect_cells(task_get(family.children[i]),
			     "orphaned_by_pid=%d orphaned_ns=%s adopter_pid=%d", family.parent,
			     table_text(first, 0, "orphaned_ns"), getpid());
	end(&family);
}

static void by_several(void)
{
	struct family families[PARENTS];
	uint64_t before = 0, now;

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	for (int i = 0; i < PARENTS; i++)
		leave(&families[i]);
	for (int i = 0; i < PARENTS; i++) {
		now = table_u64(task_get(families[i].children[CHILDREN - 1]), 0, "orphaned_ns");
		expect(now > before, "orphaned_ns is that of another parent's children");
		before = now;
		end(&families[i]);
	}
}

/* A thread whose exit stops at a jammed pipe, where it closes a file that only it has. */
struct leaver {
	struct jam jam;
	struct gate go;
};

static void leaver_init(struct leaver *leaver)
{
	jam_init(&leaver->jam);
	gate_init(&leaver->go);
}

/* In the thread. */
static void leaver_open(const struct leaver *leaver)
{
	char path[40];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", leaver->jam.ends[0]);
	require(open(path, O_RDWR | O_CLOEXEC) >= 0, "%s: %s", path, strerror(errno));
}

/* In the thread. */
static void leaver_wait(struct leaver *leaver)
{
	gate_wait(&leaver->go);
	syscall(SYS_exit, 0);
}

/* It has begun to exit, and its children are still its own. */
static void leaver_start(struct leaver *leaver, pid_t tid)
{
	jam_start(&leaver->jam);
	gate_open(&leaver->go);
	wait_state(tid, "disk");
}

struct couple {
	struct family *family;
	struct leaver leader, thread;
	struct gate begun;
	pid_t tid;
};

static void *be_thread(void *data)
{
	struct couple *couple = data;

	couple->tid = own_tid();
	require(!unshare(CLONE_FILES), "unshare: %s", strerror(errno));
	leaver_open(&couple->thread);
	gate_open(&couple->begun);
	leaver_wait(&couple->thread);
	return NULL;
}

static void be_leader(void *data)
{
	struct couple *couple = data;
	struct family *family = couple->family;
	pthread_t thread;

	bear(family);
	require(!pthread_create(&thread, NULL, be_thread, couple), "no thread");
	gate_wait(&couple->begun);
	leaver_open(&couple->leader);
	gate_send(&family->report, family->children, sizeof(family->children));
	gate_send(&family->report, &couple->tid, sizeof(couple->tid));
	leaver_wait(&couple->leader);
}

static void couple_init(struct couple *couple, struct family *family)
{
	couple->family = family;
	family_init(family);
	leaver_init(&couple->leader);
	leaver_init(&couple->thread);
	gate_init(&couple->begun);
	family->parent = spawn(be_leader, couple);
	gate_receive(&family->report, family->children, sizeof(family->children));
	gate_receive(&family->report, &couple->tid, sizeof(couple->tid));
}

/*
 * The leader's children get another process, as its thread is exiting, too. But the process
 * has ended only with that thread, which still waits.
 */
static void before_the_last_thread(void)
{
	struct family first, second;
	struct couple couple;
	char adopter[16];

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	couple_init(&couple, &first);
	leaver_start(&couple.leader, first.parent);
	leaver_start(&couple.thread, couple.tid);
	jam_end(&couple.leader.jam);
	snprintf(adopter, sizeof(adopter), "%d", getpid());
	for (int i = 0; i < CHILDREN; i++)
		table_free(task_wait(first.children[i], "adopter_pid", adopter));
	leave(&second);
	end(&second);
	jam_end(&couple.thread.jam);
	table_free(expect_death(first.parent, "exited"));
	end(&first);
}

static const struct ktap_case cases[] = {
	{ "the children of a process are orphaned at one time", all_at_once },
	{ "those of several processes are distinguished", by_several },
	{ "those of a process are that still has an exiting thread", before_the_last_thread },
};

KTAP_MAIN(cases)
