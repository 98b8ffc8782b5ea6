// SPDX-License-Identifier: GPL-2.0
/*
 * The killer, its parent and the time are recorded. The witnesses are the wait status, and
 * the siginfo that a twin of the victim catches from the same sender.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "load.h"
#include "sender.h"
#include "time.h"

struct murder {
	pid_t victim;
	const struct way *way;
	int sig;
	struct gate done;
};

static void strike(const struct murder *murder)
{
	require(!murder->way->send(murder->victim, murder->sig), "%s: %s", murder->way->name,
		strerror(errno));
}

static void expect_killer(const struct table *dead, const struct table *killer, int uid)
{
	expect_cells(dead, "signal_origin=user killer_pid=%s killer_comm=%s killer_uid=%d "
		     "killer_parent_pid=%d killer_parent_comm=%s fault_address=-",
		     table_text(killer, 0, "pid"), table_text(killer, 0, "comm"), uid,
		     getpid(), own_comm());
}

static void expect_siginfo(const struct table *dead, const siginfo_t *info)
{
	expect_cells(dead, "exit_signal=%d signal_code=%d", info->si_signo, info->si_code);
	/* A caller of rt_tgsigqueueinfo fills in its own pid and uid. */
	expect_cells(dead, "killer_pid=%d killer_uid=%d", info->si_pid, info->si_uid);
}

/* The test is the parent of both, and kills both. */
static void by_parent_with(const struct way *way)
{
	struct twin twin, victim;
	uint64_t before, after;
	struct table *dead;
	siginfo_t info;

	twin_start(&twin, SIGTERM, block_forever, NULL);
	wait_blocked(twin.pid);
	require(!way->send(twin.pid, SIGTERM), "%s: %s", way->name, strerror(errno));
	info = twin_end(&twin);
	twin_start(&victim, 0, block_forever, NULL);
	wait_blocked(victim.pid);
	before = clock_ns();
	require(!way->send(victim.pid, SIGTERM), "%s: %s", way->name, strerror(errno));
	after = clock_ns();
	dead = expect_death(victim.pid, "killed");
	expect_siginfo(dead, &info);
	expect_cells(dead, "signal_origin=user signal_state=sleeping signal_code=%d "
		     "killer_pid=%d killer_comm=%s killer_parent_pid=%d exit_initiator_pid=-",
		     way->code, getpid(), own_comm(), getppid());
	expect_between("signal_sent_ns", before, table_u64(dead, 0, "signal_sent_ns"), after);
	expect(table_u64(dead, 0, "died_ns") >= table_u64(dead, 0, "signal_sent_ns"),
	       "it died before the signal was sent");
}

static void by_parent(void)
{
	for (int i = 0; i < WAYS; i++)
		by_parent_with(&ways[i]);
}

static void be_killer(void *data)
{
	struct murder *murder = data;

	prctl(PR_SET_NAME, "earlyoom");
	become(1234);
	strike(murder);
	gate_open(&murder->done);
	block_forever(NULL);
}

static void be_victim(void *ready)
{
	become(1234);
	setpgid(0, 0);
	gate_open(ready);
	block_forever(NULL);
}

static void by_sibling(void)
{
	const int signals[] = { SIGKILL, SIGHUP, SIGQUIT, SIGSEGV };
	struct gate ready;

	gate_init(&ready);
	for (size_t i = 0; i < ARRAY_SIZE(signals) * WAYS; i++) {
		struct murder murder = { .way = &ways[i % WAYS], .sig = signals[i / WAYS] };
		struct table *dead;
		pid_t killer;

		gate_init(&murder.done);
		murder.victim = spawn(be_victim, &ready);
		gate_wait(&ready);
		wait_blocked(murder.victim);
		killer = spawn(be_killer, &murder);
		gate_wait(&murder.done);
		dead = expect_death(murder.victim, "killed");
		expect_killer(dead, task_get(killer), 1234);
		expect_cells(dead, "killer_comm=earlyoom signal_code=%d exit_initiator_pid=-",
			     murder.way->code);
		end_child(killer);
	}
}

/* Root kills another user's process from a process other than its parent. */
static void kill_as_root(void *data)
{
	strike(data);
}

static void by_root(void)
{
	struct murder murder = { .way = &ways[0], .sig = SIGKILL };
	struct gate ready;
	struct table *dead;
	pid_t killer;

	gate_init(&ready);
	murder.victim = spawn(be_victim, &ready);
	gate_wait(&ready);
	killer = spawn(kill_as_root, &murder);
	dead = expect_death(murder.victim, "killed");
	expect_cells(dead, "uid=1234 killer_uid=0 killer_pid=%d killer_parent_pid=%d", killer,
		     getpid());
	table_free(expect_death(killer, "exited"));
}

struct delay {
	struct gate ready, go;
};

static void hold_term_back(void *data)
{
	struct delay *delay = data;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	gate_open(&delay->ready);
	gate_wait(&delay->go);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	_exit(9);
}

/* The sender is dead and reaped when the signal is delivered. */
static void by_the_dead(void)
{
	struct murder murder = { .way = &ways[0], .sig = SIGTERM };
	struct delay delay;
	struct table *dead;
	uint64_t killer_gone;
	pid_t killer;

	gate_init(&delay.ready);
	gate_init(&delay.go);
	murder.victim = spawn(hold_term_back, &delay);
	gate_wait(&delay.ready);
	wait_blocked(murder.victim);
	killer = spawn(kill_as_root, &murder);
	expect_u64("status", reap(killer), 0);
	killer_gone = clock_ns();
	gate_open(&delay.go);
	dead = expect_death(murder.victim, "killed");
	expect_cells(dead, "exit_signal=%d killer_pid=%d killer_comm=%s killer_parent_pid=%d "
		     "signals_blocked=1 signal_state=sleeping", SIGTERM, killer, own_comm(),
		     getpid());
	expect(table_u64(dead, 0, "signal_sent_ns") < killer_gone, "sent after its sender died");
	expect(table_u64(dead, 0, "died_ns") > killer_gone, "it died before its killer");
}

static void exit_on_term(int sig)
{
	_exit(143);
}

static void handle_term(void *ready)
{
	signal(SIGTERM, exit_on_term);
	gate_open(ready);
	block_forever(NULL);
}

/* A process that exits on its own from a signal handler was not killed. */
static void handled_then_exit(void)
{
	struct gate ready;
	struct table *dead;
	pid_t pid;

	gate_init(&ready);
	pid = spawn(handle_term, &ready);
	gate_wait(&ready);
	send_signal(pid, SIGTERM);
	dead = expect_death(pid, "failed");
	expect_no_signal(dead);
	expect_cells(dead, "exit_code=143 signals_received=1 signals_handled=1 "
		     "exit_initiator_pid=%d", pid);
}

static void kill_itself(void *sig)
{
	kill(getpid(), *(int *)sig);
	block_forever(NULL);
}

/* Distinguished from a signal of another; for crash signals see faults_are_recorded. */
static void by_itself(void)
{
	const int signals[] = { SIGTERM, SIGKILL, SIGALRM, SIGPIPE, SIGXCPU, SIGHUP };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		pid_t pid = spawn(kill_itself, (void *)&signals[i]);
		struct table *dead = expect_death(pid, "killed");

		expect_cells(dead, "signal_origin=self exit_signal=%d killer_pid=%d "
			     "killer_comm=%s killer_parent_pid=%d signal_code=%d "
			     "signals_sent=1 signals_received=1", signals[i], pid, own_comm(),
			     getpid(), SI_USER);
	}
}

/* One signal blocked, one ignored, and one that ends it. */
static void by_the_first(void)
{
	struct delay delay;
	struct table *dead;
	pid_t pid;

	gate_init(&delay.ready);
	gate_init(&delay.go);
	pid = spawn(hold_term_back, &delay);
	gate_wait(&delay.ready);
	send_signal(pid, SIGTERM);
	send_signal(pid, SIGWINCH);
	send_signal(pid, SIGKILL);
	dead = expect_death(pid, "killed");
	expect_cells(dead, "exit_signal=%d killer_pid=%d", SIGKILL, getpid());
}

static bool kill_running(void)
{
	pid_t pid = spawn_hog(cpus() - 1);
	struct table *dead;
	bool running;

	wait_state(pid, "running");
	send_signal(pid, SIGKILL);
	dead = expect_death(pid, "killed");
	running = !strcmp(table_text(dead, 0, "signal_state"), "running");
	if (!running)
		expect_cells(dead, "signal_state=runnable");
	table_free(dead);
	return running;
}

/*
 * The victim's state when the signal is sent; a running one may just have been preempted.
 */
static void states(void)
{
	siginfo_t info;
	pid_t pid;
	int status, hits = 0;

	pid = spawn(block_forever, NULL);
	send_signal(pid, SIGSTOP);
	require(!waitid(P_PID, pid, &info, WSTOPPED), "wait: %s", strerror(errno));
	wait_state(pid, "stopped");
	send_signal(pid, SIGKILL);
	expect_cells(expect_death(pid, "killed"), "signal_state=stopped");
	pid = spawn(block_forever, NULL);
	require(!ptrace(PTRACE_SEIZE, pid, 0, 0), "seize: %s", strerror(errno));
	require(!ptrace(PTRACE_INTERRUPT, pid, 0, 0), "interrupt: %s", strerror(errno));
	require(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status), "not stopped");
	wait_state(pid, "traced");
	send_signal(pid, SIGKILL);
	expect_cells(expect_death(pid, "killed"), "signal_state=traced");
	if (cpus() < 2)
		return;
	pin(0);
	for (int i = 0; i < 10; i++)
		hits += kill_running();
	expect(hits >= 5, "only %d of 10 were running", hits);
}

static const struct ktap_case cases[] = {
	{ "a SIGTERM by the parent is recorded for each way of sending", by_parent },
	{ "SIGKILL and other signals by a sibling are recorded", by_sibling },
	{ "a kill by root of another user's process is recorded", by_root },
	{ "a killer that is dead at delivery is recorded", by_the_dead },
	{ "an exit after a handled SIGTERM is not a kill", handled_then_exit },
	{ "a process that kills itself is recorded", by_itself },
	{ "of several senders the one that ended it is recorded", by_the_first },
	{ "the victim's state at the kill is recorded", states },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
