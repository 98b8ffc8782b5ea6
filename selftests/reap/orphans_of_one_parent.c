// SPDX-License-Identifier: GPL-2.0
/* All children of a process lose it at the same time, to the same adopter. */
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
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

static void be_parent(void *data)
{
	struct family *family = data;

	for (int i = 0; i < CHILDREN; i++)
		family->children[i] = spawn(outlive, family);
	for (int i = 0; i < CHILDREN; i++)
		gate_wait(&family->go);
	gate_send(&family->report, family->children, sizeof(family->children));
}

static void leave(struct family *family)
{
	gate_init(&family->report);
	gate_init(&family->go);
	gate_init(&family->end);
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

static const struct ktap_case cases[] = {
	{ "the children of a process are orphaned at one time", all_at_once },
	{ "those of several processes are distinguished", by_several },
};

KTAP_MAIN(cases)
