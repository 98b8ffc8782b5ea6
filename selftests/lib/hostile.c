// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "attack_files.h"
#include "attack_namespaces.h"
#include "attack_signals.h"
#include "attack_tasks.h"
#include "child.h"
#include "death.h"
#include "hostile.h"
#include "ktap.h"
#include "process.h"
#include "random.h"
#include "time.h"

#define MOST_PENDING 500
/*
 * Readers never block, so that on an emulated CPU the floods would be small. The one that
 * looks for what a user must not see is to look often.
 */
#define READS .nice = 10
#define LOOKS .nice = -5

static const struct {
	const char *name;
	int (*step)(struct attacker *self);
	bool optional;	/* not every kernel lets a user do it */
	int nice;
} attacks[] = {
	{ "births", attack_births },
	{ "crowds", attack_crowds },
	{ "orphans", attack_orphans },
	{ "zombies", attack_zombies },
	{ "renames", attack_renames },
	{ "namespaces", attack_namespaces, .optional = true },
	{ "deaths", attack_deaths },
	{ "forgeries", attack_forgeries },
	{ "pending", attack_pending },
	{ "tracing", attack_tracing, .optional = true },
	{ "rows", attack_rows, LOOKS },
	{ "bytes", attack_bytes, READS },
	{ "offsets", attack_offsets, READS },
	{ "open files", attack_open_files, READS },
	{ "questions", attack_questions, READS },
};

_Static_assert(ARRAY_SIZE(attacks) == HOSTILE_ATTACKS, "HOSTILE_ATTACKS");

struct boss {
	const struct hostile *storm;
	struct hostile_user *user, *other;
};

static void name_of(char *name, unsigned int uid)
{
	snprintf(name, 16, "h%u", uid);
}

static void __attribute__((noreturn)) repeat(struct hostile_user *user, int number,
					     struct attacker *self)
{
	random_begin_with(user->uid * HOSTILE_ATTACKS + number);
	for (;; self->step++) {
		user->refused[number] = attacks[number].step(self);
		if (!user->refused[number])
			user->steps[number]++;
		else if (user->refused[number] == -EAGAIN)
			sched_yield();
		else
			block_forever(NULL);
	}
}

static void limit(int resource, rlim_t most)
{
	struct rlimit both = { most, most };

	require(!setrlimit(resource, &both), "setrlimit: %s", strerror(errno));
}

static void lead(void *data)
{
	struct boss *boss = data;
	const struct hostile *storm = boss->storm;
	struct attacker self = {
		.uid = boss->user->uid, .most = storm->most,
		.hidden = { &storm->hidden, &boss->other->boss },
	};

	name_of(self.name, self.uid);
	name_of(self.others_name, boss->other->uid);
	prctl(PR_SET_NAME, self.name);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NPROC, storm->most);
	limit(RLIMIT_SIGPENDING, MOST_PENDING);
	/* So that its processes may have a nice value of -20 or more. */
	limit(RLIMIT_NICE, 40);
	become(self.uid);
	/* Else its files in /proc belong to root. */
	prctl(PR_SET_DUMPABLE, 1);
	for (int number = 0; number < HOSTILE_ATTACKS; number++) {
		pid_t pid = fork();

		require(pid >= 0, "fork: %s", strerror(errno));
		if (pid)
			continue;
		setpriority(PRIO_PROCESS, 0, attacks[number].nice);
		repeat(boss->user, number, &self);
	}
	block_forever(NULL);
}

void hostile_begin(struct hostile *storm, pid_t hidden, int max_tasks)
{
	void *shared = mmap(NULL, sizeof(*storm->users) * HOSTILE_USERS, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char name[16];

	require(shared != MAP_FAILED, "no memory");
	storm->users = shared;
	storm->hidden = hidden;
	storm->most = max_tasks;
	for (int i = 0; i < HOSTILE_USERS; i++)
		storm->users[i].uid = HOSTILE_FIRST_UID + i;
	for (int i = 0; i < HOSTILE_USERS; i++) {
		struct boss boss = {
			storm, &storm->users[i], &storm->users[(i + 1) % HOSTILE_USERS]
		};

		name_of(name, storm->users[i].uid);
		attack_renames_prepare(name, storm->users[i].uid);
		storm->users[i].boss = spawn(lead, &boss);
	}
}

struct order {
	unsigned int uid;
	int sig;
};

/* Includes what is being forked: such a fork is begun anew, and the parent stops or ends. */
static void signal_all(void *data)
{
	const struct order *order = data;
	char name[16];

	name_of(name, order->uid);
	prctl(PR_SET_NAME, name);
	become(order->uid);
	require(!kill(-1, order->sig), "kill: %s", strerror(errno));
}

static void send_all(int sig)
{
	for (int i = 0; i < HOSTILE_USERS; i++) {
		struct order order = { HOSTILE_FIRST_UID + i, sig };

		expect_u64("the status of who signals", reap(spawn(signal_all, &order)), 0);
	}
}

static bool is_hostile(pid_t pid, const void *unused)
{
	uint64_t uid = status_value(pid, pid, "Uid");

	return uid >= HOSTILE_FIRST_UID && uid < HOSTILE_FIRST_UID + HOSTILE_USERS;
}

/* The init reaps most of them: poll. */
static void wait_for_none(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	pid_t pid;

	while ((pid = process_find(is_hostile, NULL))) {
		require(clock_ns() < deadline, "process %d does not end", pid);
		sched_yield();
	}
}

void hostile_freeze(void)
{
	send_all(SIGSTOP);
}

static bool has_tried(const struct hostile_user *user, int number)
{
	return user->steps[number] || (attacks[number].optional && user->refused[number] &&
				       user->refused[number] != -EAGAIN);
}

bool hostile_has_tried_all(const struct hostile *storm)
{
	for (int i = 0; i < HOSTILE_USERS; i++)
		for (int number = 0; number < HOSTILE_ATTACKS; number++)
			if (!has_tried(&storm->users[i], number))
				return false;
	return true;
}

/* After a failure the storm ends early. */
static void expect_attacks(const struct hostile_user *user, bool cut_short)
{
	char line[400];
	int length = snprintf(line, sizeof(line), "user %u:", user->uid);

	for (int i = 0; i < HOSTILE_ATTACKS; i++) {
		length += snprintf(line + length, sizeof(line) - length, "%s %llu %s",
				   i ? "," : "", (unsigned long long)user->steps[i],
				   attacks[i].name);
		if (user->steps[i])
			expect(!user->refused[i] || user->refused[i] == -EAGAIN,
			       "user %u: %s ended: %s", user->uid, attacks[i].name,
			       strerror(-user->refused[i]));
		else if (has_tried(user, i))
			ktap_diag("skipped: %s: %s", attacks[i].name, strerror(-user->refused[i]));
		else if (!cut_short)
			expect(false, "user %u: no success: %s: %s", user->uid, attacks[i].name,
			       strerror(-user->refused[i]));
	}
	ktap_diag("%s", line);
}

void hostile_end(const struct hostile *storm)
{
	bool cut_short = ktap_failed();

	send_all(SIGKILL);
	for (int i = 0; i < HOSTILE_USERS; i++)
		reap(storm->users[i].boss);
	for (int i = 0; i < HOSTILE_USERS; i++)
		expect_attacks(&storm->users[i], cut_short);
	hostile_cleanup();
}

void hostile_cleanup(void)
{
	char name[16];

	send_all(SIGKILL);
	wait_for_none();
	for (int i = 0; i < HOSTILE_USERS; i++) {
		name_of(name, HOSTILE_FIRST_UID + i);
		attack_renames_clean(name);
	}
}

bool hostile_had_namespaces(const struct hostile *storm)
{
	for (int i = 0; i < HOSTILE_ATTACKS; i++)
		if (!strcmp(attacks[i].name, "namespaces"))
			return storm->users[0].steps[i];
	return false;
}
