// SPDX-License-Identifier: GPL-2.0
/*
 * While fatal signals are pending, the newest sender is always kept; earlier ones share 128
 * entries, at most 32 per user ID. Overflow is counted, and the row of who died says so.
 */
#include <pthread.h>
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
/* Real-time signals: each is fatal, and all can be pending at once. */
#define SIGNALS 30
/* The newest signal of a process needs no entry. */
#define PLACES (SIGNALS - 1)
/*
 * Sent before the lowest one, and more than there are entries left for the second victim.
 */
#define FIRST 10

/* There are entries for the first of a user's processes, for few of the second's. */
struct user {
	struct victim first, second;
};

/*
 * The lowest signal is delivered first. It is sent in between: the newest sender is kept in
 * any case.
 */
static void send_all(struct victim *victim, unsigned int uid)
{
	victim_start_as(victim, uid);
	for (int i = 0; i < SIGNALS; i++)
		send_signal(victim->pid, SIGRTMIN + (i + SIGNALS - FIRST) % SIGNALS);
}

static void fill(struct user *user, unsigned int uid)
{
	uint64_t lost = stats_get("lost_senders");

	send_all(&user->first, uid);
	send_all(&user->second, uid);
	expect_u64("lost_senders", stats_get("lost_senders") - lost, 2 * PLACES - SHARE);
}

static struct table *unblock(struct victim *victim)
{
	struct table *dead;

	victim_unblock(victim);
	dead = expect_death(victim->pid, "killed");
	expect_cells(dead, "exit_signal=%d signals_received=%d signals_blocked=%d", SIGRTMIN,
		     SIGNALS, SIGNALS);
	return dead;
}

static void expect_known(struct victim *victim)
{
	expect_cells(unblock(victim), "signal_origin=user killer_pid=%d killer_lost=0",
		     getpid());
}

static void expect_lost(struct victim *victim)
{
	expect_cells(unblock(victim), "signal_origin=- killer_pid=- killer_comm=- killer_lost=1");
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
	uint64_t lost = stats_get("lost_senders");
	struct user users[USERS];
	struct victim one_more;

	for (int i = 0; i < USERS; i++)
		fill(&users[i], FIRST_UID + i);
	send_all(&one_more, FIRST_UID + USERS);
	expect_u64("lost_senders", stats_get("lost_senders") - lost,
		   (2 * USERS + 1) * PLACES - ROOM);
	for (int i = 0; i < USERS; i++) {
		expect_known(&users[i].first);
		expect_lost(&users[i].second);
	}
	expect_lost(&one_more);
}

/* A dead process has no entries. */
static void room_again(void)
{
	uint64_t lost = stats_get("lost_senders");
	struct victim victim;

	send_all(&victim, FIRST_UID);
	expect_known(&victim);
	expect_u64("lost_senders", stats_get("lost_senders") - lost, 0);
}

static void dequeue_all(void *data)
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

/* Nor has a signal that the process or its thread dequeued without unblocking it. */
static void room_meanwhile_with(const struct way *way)
{
	uint64_t lost = stats_get("lost_senders");
	struct victim dequeuers[4], victim;

	for (size_t i = 0; i < ARRAY_SIZE(dequeuers); i++) {
		gate_init(&dequeuers[i].ready);
		gate_init(&dequeuers[i].go);
		dequeuers[i].pid = spawn(dequeue_all, &dequeuers[i]);
		gate_wait(&dequeuers[i].ready);
		for (int sig = 0; sig < SIGNALS; sig++)
			require(!way->send(dequeuers[i].pid, SIGRTMIN + sig), "%s: %s", way->name,
				strerror(errno));
		gate_open(&dequeuers[i].go);
		gate_wait(&dequeuers[i].ready);
	}
	send_all(&victim, FIRST_UID);
	expect_known(&victim);
	expect_u64("lost_senders", stats_get("lost_senders") - lost, 0);
}

static void room_meanwhile(void)
{
	for (int i = 0; i < WAYS; i++)
		room_meanwhile_with(&ways[i]);
}

struct heir {
	struct victim victim;
	struct gate input;
};

static void *exec_thread(void *data)
{
	struct heir *heir = data;

	gate_wait(&heir->victim.go);
	dup2(heir->input.out, STDIN_FILENO);
	exec_helper("@unblock", 1);
}

static void be_heir(void *data)
{
	struct heir *heir = data;
	pthread_t thread;
	sigset_t all;

	become(FIRST_UID);
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	require(!pthread_create(&thread, NULL, exec_thread, heir), "no thread");
	gate_open(&heir->victim.ready);
	block_forever(NULL);
}

static void heir_start(struct heir *heir)
{
	gate_init(&heir->victim.ready);
	gate_init(&heir->victim.go);
	gate_init(&heir->input);
	heir->victim.pid = spawn(be_heir, heir);
	gate_wait(&heir->victim.ready);
	send_signal(heir->victim.pid, SIGRTMIN);
	send_signal(heir->victim.pid, SIGRTMIN + 1);
	victim_unblock(&heir->victim);
	table_free(task_wait(heir->victim.pid, "execs", "1"));
}

/* The old leader is gone, but what is pending is that of a living process. */
static void new_leader(void)
{
	struct heir heir;
	struct user user;
	uint64_t lost;

	heir_start(&heir);
	lost = stats_get("lost_senders");
	send_all(&user.first, FIRST_UID);
	send_all(&user.second, FIRST_UID);
	expect_u64("lost_senders", stats_get("lost_senders") - lost, 2 * PLACES - (SHARE - 1));
	gate_open(&heir.input);
	expect_cells(expect_death(heir.victim.pid, "killed"), "exit_signal=%d signal_origin=user "
		     "killer_pid=%d killer_lost=0", SIGRTMIN, getpid());
	expect_known(&user.first);
	expect_lost(&user.second);
}

static const struct ktap_case cases[] = {
	{ "signals beyond 32 of a user are counted, earlier senders kept", of_one },
	{ "one user's signals leave entries for others, up to 128", of_all },
	{ "entries are free again after deaths", room_again },
	{ "entries are free again after signals were dequeued", room_meanwhile },
	{ "those of a process whose thread executes a program are not free", new_leader },
};

KTAP_MAIN(cases)
