// SPDX-License-Identifier: GPL-2.0
/*
 * Signals are counted when they are sent, received, handled, ignored and blocked. The
 * witnesses are the test itself, which knows what it sent, and /proc/PID/status.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"

#define TIMES 5

static const char * const names[] = {
	"signals_sent", "signals_received", "signals_handled", "signals_ignored",
	"signals_blocked",
};

struct counts {
	uint64_t value[ARRAY_SIZE(names)];
};

static struct counts counts_of(struct table *table)
{
	struct counts counts;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		counts.value[i] = table_u64(table, 0, names[i]);
	table_free(table);
	return counts;
}

static struct counts counts_get(pid_t pid)
{
	return counts_of(task_get(pid));
}

/* Growth since @before, in the order of the names. */
static void expect_grown(const char *who, struct counts now, struct counts before,
			 const uint64_t growth[ARRAY_SIZE(names)])
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		expect(now.value[i] - before.value[i] == growth[i],
		       "%s: %s grew by %lld, not by %llu", who, names[i],
		       (long long)(now.value[i] - before.value[i]),
		       (unsigned long long)growth[i]);
}

#define GROWN(who, now, before, ...)						\
	expect_grown(who, now, before, (uint64_t[ARRAY_SIZE(names)]){ __VA_ARGS__ })

static struct gate handled;

static void report_signal(int sig)
{
	if (write(handled.in, "", 1) != 1)
		_exit(1);
}

static void catch(int sig)
{
	/* The next signal may arrive while the handler is returning: it is not blocked. */
	struct sigaction action = { .sa_handler = report_signal,
				    .sa_flags = SA_RESTART | SA_NODEFER };

	sigaction(sig, &action, NULL);
}

static void mask(int how, int sig)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, sig);
	require(!pthread_sigmask(how, &set, NULL), "no mask");
}

struct scene {
	struct gate ready, go, end;
};

static void scene_init(struct scene *scene)
{
	gate_init(&handled);
	gate_init(&scene->ready);
	gate_init(&scene->go);
	gate_init(&scene->end);
}

static void receive(void *data)
{
	struct scene *scene = data;

	setpgid(0, 0);
	catch(SIGUSR1);
	signal(SIGUSR2, SIG_IGN);
	gate_open(&scene->ready);
	gate_wait(&scene->end);
}

/* One at a time, so that none is merged with a pending one. */
static void handle_each(const struct way *way, pid_t pid)
{
	struct counts sender = counts_get(own_tid()), receiver = counts_get(pid);

	for (int i = 0; i < TIMES; i++) {
		require(!way->send(pid, SIGUSR1), "%s: %s", way->name, strerror(errno));
		gate_wait(&handled);
	}
	GROWN(way->name, counts_get(own_tid()), sender, TIMES, 0, 0, 0, 0);
	GROWN(way->name, counts_get(pid), receiver, 0, TIMES, TIMES, 0, 0);
}

static void ignore_each(const struct way *way, pid_t pid)
{
	struct counts sender = counts_get(own_tid()), receiver = counts_get(pid);

	for (int i = 0; i < TIMES; i++) {
		/* Ignored explicitly, and by default. */
		way->send(pid, SIGUSR2);
		way->send(pid, SIGWINCH);
		/* Signal 0 only checks whether a signal could be sent. */
		if (way->code == SI_USER || way->code == SI_TKILL)
			way->send(pid, 0);
	}
	GROWN(way->name, counts_get(own_tid()), sender, 2 * TIMES, 0, 0, 0, 0);
	GROWN(way->name, counts_get(pid), receiver, 0, 0, 0, 2 * TIMES, 0);
}

static void every_way(void)
{
	struct scene scene;
	pid_t pid;

	scene_init(&scene);
	pid = spawn(receive, &scene);
	gate_wait(&scene.ready);
	for (int i = 0; i < WAYS; i++) {
		handle_each(&ways[i], pid);
		ignore_each(&ways[i], pid);
	}
	gate_open(&scene.end);
	expect_cells(expect_death(pid, "exited"), "signals_received=%d signals_handled=%d "
		     "signals_ignored=%d signals_sent=0", WAYS * TIMES, WAYS * TIMES,
		     WAYS * 2 * TIMES);
}

static void block(void *data)
{
	struct scene *scene = data;

	catch(SIGUSR1);
	catch(SIGRTMIN);
	mask(SIG_BLOCK, SIGUSR1);
	mask(SIG_BLOCK, SIGRTMIN);
	gate_open(&scene->ready);
	gate_wait(&scene->go);
	mask(SIG_UNBLOCK, SIGUSR1);
	mask(SIG_UNBLOCK, SIGRTMIN);
	gate_open(&scene->ready);
	gate_wait(&scene->end);
}

/* A pending standard signal is not queued again; a real-time signal is. */
static void blocked(void)
{
	struct counts sender = counts_get(own_tid()), receiver;
	struct scene scene;
	pid_t pid;

	scene_init(&scene);
	pid = spawn(block, &scene);
	gate_wait(&scene.ready);
	receiver = counts_get(pid);
	for (int i = 0; i < TIMES; i++) {
		send_signal(pid, SIGUSR1);
		send_signal(pid, SIGRTMIN);
	}
	GROWN("while blocked", counts_get(pid), receiver, 0, TIMES + 1, 0, 0, TIMES + 1);
	GROWN("the sender", counts_get(own_tid()), sender, 2 * TIMES, 0, 0, 0, 0);
	gate_open(&scene.go);
	gate_wait(&scene.ready);
	GROWN("at the end", counts_get(pid), receiver, 0, TIMES + 1, TIMES + 1, 0, TIMES + 1);
	gate_open(&scene.end);
	expect_u64("status", reap(pid), 0);
}

static pid_t helper_tid;

static void *take_signals(void *data)
{
	struct scene *scene = data;

	mask(SIG_UNBLOCK, SIGUSR1);
	helper_tid = own_tid();
	gate_send(&scene->ready, &helper_tid, sizeof(helper_tid));
	gate_wait(&scene->end);
	return NULL;
}

static void run_threads(void *data)
{
	struct scene *scene = data;
	pthread_t thread;

	catch(SIGUSR1);
	mask(SIG_BLOCK, SIGUSR1);
	require(!pthread_create(&thread, NULL, take_signals, scene), "no thread");
	gate_wait(&scene->go);
}

/* For the process: counted in the leader's row. For the thread: in the thread's. */
static void threads(void)
{
	struct counts leader, thread;
	struct scene scene;
	pid_t pid, tid;

	scene_init(&scene);
	pid = spawn(run_threads, &scene);
	gate_receive(&scene.ready, &tid, sizeof(tid));
	leader = counts_get(pid);
	thread = counts_get(tid);
	for (int i = 0; i < TIMES; i++) {
		send_signal(pid, SIGUSR1);
		gate_wait(&handled);
	}
	expect_u64("the leader's signals_received",
		   counts_get(pid).value[1] - leader.value[1], TIMES);
	GROWN("the thread, for the process", counts_get(tid), thread, 0, 0, TIMES, 0, 0);
	leader = counts_get(pid);
	thread = counts_get(tid);
	for (int i = 0; i < TIMES; i++) {
		require(!syscall(SYS_tgkill, pid, tid, SIGUSR1), "tgkill: %s", strerror(errno));
		gate_wait(&handled);
	}
	GROWN("the leader, for the thread", counts_get(pid), leader, 0, 0, 0, 0, 0);
	GROWN("the thread, for itself", counts_get(tid), thread, 0, TIMES, TIMES, 0, 0);
	gate_open(&scene.go);
	expect_u64("status", reap(pid), 0);
}

static void join_group(void *group)
{
	setpgid(0, *(pid_t *)group);
	catch(SIGUSR1);
	if (!*(pid_t *)group)
		gate_open(&handled);
	report_signal(0);
	block_forever(NULL);
}

/* One call, one signal for each target. */
static void groups(void)
{
	pid_t group = 0, members[3];
	struct counts sender;

	gate_init(&handled);
	for (int i = 0; i < 3; i++) {
		members[i] = spawn(join_group, &group);
		gate_wait(&handled);
		group = members[0];
	}
	gate_wait(&handled);
	sender = counts_get(own_tid());
	require(!killpg(group, SIGUSR1), "killpg: %s", strerror(errno));
	for (int i = 0; i < 3; i++)
		gate_wait(&handled);
	GROWN("the sender", counts_get(own_tid()), sender, 3, 0, 0, 0, 0);
	for (int i = 0; i < 3; i++)
		expect_cells(task_get(members[i]), "signals_received=1 signals_handled=1");
	sender = counts_get(own_tid());
	killpg(group, SIGKILL);
	for (int i = 0; i < 3; i++)
		table_free(expect_death(members[i], "killed"));
	/* SIGCHLD of the children's deaths: sent by the kernel, and ignored by default. */
	GROWN("the sender at the end", counts_get(own_tid()), sender, 3, 0, 0, 3, 0);
}

static void send_to_itself(void *data)
{
	struct counts before;
	struct gate own;

	catch(SIGUSR1);
	catch(SIGPIPE);
	catch(SIGCHLD);
	before = counts_get(getpid());
	for (int i = 0; i < TIMES; i++)
		raise(SIGUSR1);
	GROWN("raise", counts_get(getpid()), before, TIMES, TIMES, TIMES, 0, 0);
	before = counts_get(getpid());
	/* A pipe of its own, so that closing this end leaves no reader. */
	gate_init(&own);
	close(own.out);
	/* Signals of the kernel have no sender: SIGPIPE and SIGCHLD. */
	signal(SIGUSR1, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	expect(write(own.in, "", 1) < 0 && errno == EPIPE, "the pipe has a reader");
	GROWN("SIGPIPE", counts_get(getpid()), before, 0, 0, 0, 1, 0);
	signal(SIGCHLD, SIG_DFL);
	reap(spawn_helper("@exit", 0));
	GROWN("SIGCHLD", counts_get(getpid()), before, 0, 0, 0, 2, 0);
}

static void own_and_kernel(void)
{
	gate_init(&handled);
	expect_u64("status", reap(spawn(send_to_itself, NULL)), 0);
}

static const struct ktap_case cases[] = {
	{ "handled and ignored signals are counted for each way of sending", every_way },
	{ "blocked signals are counted, and later their handling", blocked },
	{ "signals to a process and to a thread are counted apart", threads },
	{ "one call to a process group counts one signal for each member", groups },
	{ "signals to oneself and of the kernel are counted", own_and_kernel },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
