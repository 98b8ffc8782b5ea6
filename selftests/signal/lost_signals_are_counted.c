// SPDX-License-Identifier: GPL-2.0
/*
 * Of fatal signals that are blocked the last's sender is known, and of those before it 128,
 * 32 of each user's; those beyond are counted as lost.
 */
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "victim.h"

#define ROOM 128
#define SHARE 32
#define USERS (ROOM / SHARE)
#define FIRST_UID 1000
/* Real-time signals: each ends a process, and can wait beside all others. */
#define SIGNALS 30
/* The last one of a process is known without a place. */
#define PLACES (SIGNALS - 1)
/* So many are sent before the lowest, and more than the second victim finds room for. */
#define FIRST 10

/* For the first of a user's processes there is room, for little of the second. */
struct user {
	struct victim first, second;
};

/*
 * The lowest is the one that is taken. It is sent in between: of the last one that was
 * sent the sender is known in any case.
 */
static void send_all(struct victim *victim, unsigned int uid)
{
	victim_start_as(victim, uid);
	for (int i = 0; i < SIGNALS; i++)
		send_signal(victim->pid, SIGRTMIN + (i + SIGNALS - FIRST) % SIGNALS);
}

static void fill(struct user *user, unsigned int uid)
{
	uint64_t lost = stats_get("lost_signals");

	send_all(&user->first, uid);
	send_all(&user->second, uid);
	expect_u64("lost_signals", stats_get("lost_signals") - lost, 2 * PLACES - SHARE);
}

static struct table *unblock(struct victim *victim, const char *cause)
{
	struct table *dead;

	victim_unblock(victim);
	dead = expect_death(victim->pid, cause);
	expect_cells(dead, "exit_signal=%d signals_received=%d signals_blocked=%d", SIGRTMIN,
		     SIGNALS, SIGNALS);
	return dead;
}

static void expect_known(struct victim *victim)
{
	expect_cells(unblock(victim, "killed"), "signal_origin=user killer_pid=%d", getpid());
}

static void expect_lost(struct victim *victim)
{
	expect_cells(unblock(victim, "unknown"), "signal_origin=- killer_pid=-");
}

static void of_one(void)
{
	struct user user;

	fill(&user, FIRST_UID);
	expect_known(&user.first);
	expect_lost(&user.second);
}

static void of_all(void)
{
	uint64_t lost = stats_get("lost_signals");
	struct user users[USERS];
	struct victim one_more;

	for (int i = 0; i < USERS; i++)
		fill(&users[i], FIRST_UID + i);
	send_all(&one_more, FIRST_UID + USERS);
	expect_u64("lost_signals", stats_get("lost_signals") - lost,
		   (2 * USERS + 1) * PLACES - ROOM);
	for (int i = 0; i < USERS; i++) {
		expect_known(&users[i].first);
		expect_lost(&users[i].second);
	}
	expect_lost(&one_more);
}

/* Who has died keeps no place. */
static void room_again(void)
{
	uint64_t lost = stats_get("lost_signals");
	struct victim victim;

	send_all(&victim, FIRST_UID);
	expect_known(&victim);
	expect_u64("lost_signals", stats_get("lost_signals") - lost, 0);
}

static void take_all_in(void *data)
{
	const struct timespec never = { 0, 0 };
	struct victim *victim = data;
	sigset_t all;

	setpgid(0, 0);
	become(FIRST_UID);
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	gate_open(&victim->ready);
	gate_wait(&victim->go);
	while (sigtimedwait(&all, NULL, &never) > 0)
		;
	gate_open(&victim->ready);
	block_forever(NULL);
}

/* Nor does what has been taken in without being let in, by the process or its thread. */
static void room_meanwhile_with(const struct way *way)
{
	uint64_t lost = stats_get("lost_signals");
	struct victim eaters[4], victim;

	for (size_t i = 0; i < ARRAY_SIZE(eaters); i++) {
		gate_init(&eaters[i].ready);
		gate_init(&eaters[i].go);
		eaters[i].pid = spawn(take_all_in, &eaters[i]);
		gate_wait(&eaters[i].ready);
		for (int sig = 0; sig < SIGNALS; sig++)
			require(!way->send(eaters[i].pid, SIGRTMIN + sig), "%s: %s", way->name,
				strerror(errno));
		gate_open(&eaters[i].go);
		gate_wait(&eaters[i].ready);
	}
	send_all(&victim, FIRST_UID);
	expect_known(&victim);
	expect_u64("lost_signals", stats_get("lost_signals") - lost, 0);
}

static void room_meanwhile(void)
{
	for (int i = 0; i < WAYS; i++)
		room_meanwhile_with(&ways[i]);
}

static const struct ktap_case cases[] = {
	{ "those of a user beyond 32 are counted, the others told", of_one },
	{ "a user's leave room for others, up to 128", of_all },
	{ "after that there is room again", room_again },
	{ "those that are taken in leave room", room_meanwhile },
};

KTAP_MAIN(cases)
