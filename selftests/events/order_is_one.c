// SPDX-License-Identifier: GPL-2.0
/* One order over all CPUs: no event of a task before its birth or after its reaping. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"

#define WORKERS 8
#define ROUNDS 120
#define PIDS 65536

/* Children that are signalled from when they are born to when they are gone. */
static void storm(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		pid_t pid = fork();

		if (!pid) {
			kill(getppid(), SIGURG);
			_exit(0);
		}
		/* Beyond its own child, too: one that another is just making. */
		kill(pid + 1, SIGURG);
		kill(pid, SIGURG);
		reap(pid);
		kill(pid, SIGURG);
	}
}

/**
 * struct life - what has been seen of a PID
 * @born_ns: by which its owner is known
 * @born: it was born in front of the reader
 * @ended: it has been reaped
 */
struct life {
	uint64_t born_ns;
	bool born, ended;
};

static void expect_order(struct events *events)
{
	static struct life lives[PIDS];
	const struct table *table = events_table(events);
	uint64_t seq = 0, time_ns = 0;

	for (int row = 0; row < table->rows; row++) {
		const char *event = table_text(table, row, "event");
		struct life *life = &lives[table_u64(table, row, "pid") % PIDS];
		uint64_t born_ns = table_u64(table, row, "born_ns");
		uint64_t now_ns = table_u64(table, row, "time_ns");

		expect(!seq || table_u64(table, row, "event_seq") == seq + 1, "after %llu: %s",
		       (unsigned long long)seq, table_text(table, row, "event_seq"));
		expect(now_ns >= time_ns, "time runs backwards");
		seq = table_u64(table, row, "event_seq");
		time_ns = now_ns;
		if (!strcmp(event, "birth")) {
			*life = (struct life){ born_ns, true };
			continue;
		}
		require(!life->born || life->born_ns == born_ns || life->ended,
			"%s of pid %s before its birth", event, table_text(table, row, "pid"));
		require(!life->ended || life->born_ns != born_ns, "%s of pid %s after its end",
			event, table_text(table, row, "pid"));
		if (!strcmp(event, "reap"))
			*life = (struct life){ born_ns, true, true };
	}
}

static void one_order(void)
{
	struct events events;
	pid_t pids[WORKERS];
	uint64_t births;

	signal(SIGURG, SIG_IGN);
	events_open(&events, NULL);
	births = events_births_of_kernel();
	for (int i = 0; i < WORKERS; i++)
		pids[i] = spawn(storm, NULL);
	for (int i = 0; i < WORKERS; i++)
		reap(pids[i]);
	events_read(&events);
	require(!events_count(&events, "lost", 0), "events are lost");
	expect((uint64_t)events_count(&events, "birth", 0) <= events_births_of_kernel() - births &&
	       events_count(&events, "birth", 0) >= WORKERS * (ROUNDS + 1), "%d births",
	       events_count(&events, "birth", 0));
	expect_order(&events);
}

static const struct ktap_case cases[] = {
	{ "events have one order, and none is before a birth or after a reaping", one_order },
};

KTAP_MAIN(cases)
