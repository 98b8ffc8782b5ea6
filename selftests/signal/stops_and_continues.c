// SPDX-License-Identifier: GPL-2.0
/* Which task stopped a process, which continued it, and what happens in between. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "load.h"
#include "sender.h"
#include "threads.h"
#include "time.h"

static void be_target(void *data)
{
	struct gate *gates = data;

	setpgid(0, 0);
	become(1234);
	gate_open(&gates[0]);
	gate_wait(&gates[1]);
}

static pid_t start(struct gate gates[2])
{
	pid_t pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pid = spawn(be_target, gates);
	gate_wait(&gates[0]);
	wait_blocked(pid);
	return pid;
}

static void expect_stopped(pid_t pid, int sig)
{
	siginfo_t info;

	require(!waitid(P_PID, pid, &info, WSTOPPED), "wait: %s", strerror(errno));
	expect_u64("the signal reported to its parent", info.si_status, sig);
	wait_state(pid, "stopped");
}

static void expect_never_stopped(const struct table *row)
{
	expect_cells(row, "stop_signal=- stop_sent_ns=- stop_sender_pid=- stop_sender_comm=- "
		     "stop_sender_uid=-");
}

static void stop_and_go(int sig)
{
	uint64_t before[2], after[2];
	struct gate gates[2];
	pid_t pid = start(gates), stopper, continuer;
	struct table *row;

	before[0] = clock_ns();
	stopper = sent_by(pid, sig, "stopper", 1234);
	after[0] = clock_ns();
	expect_stopped(pid, sig);
	row = task_get(pid);
	expect_cells(row, "stop_signal=%d stop_sender_pid=%d stop_sender_comm=stopper "
		     "stop_sender_uid=1234 continue_sent_ns=- continue_sender_pid=- "
		     "continue_sender_comm=- continue_sender_uid=-", sig, stopper);
	before[1] = clock_ns();
	continuer = sent_by(pid, SIGCONT, "continuer", 0);
	after[1] = clock_ns();
	wait_blocked(pid);
	gate_open(&gates[1]);
	row = expect_death(pid, "exited");
	expect_cells(row, "stop_signal=%d stop_sender_pid=%d stop_sender_comm=stopper "
		     "stop_sender_uid=1234 continue_sender_pid=%d continue_sender_comm=continuer "
		     "continue_sender_uid=0", sig, stopper, continuer);
	expect_between("stop_sent_ns", before[0], table_u64(row, 0, "stop_sent_ns"), after[0]);
	expect_between("continue_sent_ns", before[1], table_u64(row, 0, "continue_sent_ns"),
		       after[1]);
	expect_no_signal(row);
}

static void each_signal(void)
{
	const int signals[] = { SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		stop_and_go(signals[i]);
}

/* The newest stop and the newest continue are kept. */
static void the_last(void)
{
	struct gate gates[2];
	pid_t pid = start(gates), stopper, continuer;

	sent_by(pid, SIGSTOP, "first", 0);
	expect_stopped(pid, SIGSTOP);
	sent_by(pid, SIGCONT, "first", 0);
	wait_blocked(pid);
	stopper = sent_by(pid, SIGTSTP, "second", 1234);
	expect_stopped(pid, SIGTSTP);
	continuer = sent_by(pid, SIGCONT, "second", 1234);
	wait_blocked(pid);
	gate_open(&gates[1]);
	expect_cells(expect_death(pid, "exited"),
		     "stop_signal=%d stop_sender_pid=%d stop_sender_comm=second "
		     "continue_sender_pid=%d continue_sender_comm=second stopped_entries=2",
		     SIGTSTP, stopper, continuer);
}

/*
 * The second comes before the process runs, whose priority is lower than that of the senders:
 * its parent has not been notified of the stop yet.
 */
static void second_continue(void)
{
	struct gate gates[2];
	pid_t pid, continuer;

	pin(0);
	pid = start(gates);
	sent_by(pid, SIGSTOP, "stopper", 0);
	expect_stopped(pid, SIGSTOP);
	set_policy(0, SCHED_FIFO, 1);
	continuer = sent_by(pid, SIGCONT, "first", 0);
	sent_by(pid, SIGCONT, "second", 0);
	set_policy(0, SCHED_OTHER, 0);
	gate_open(&gates[1]);
	expect_cells(expect_death(pid, "exited"), "stop_sender_comm=stopper "
		     "continue_sender_pid=%d continue_sender_comm=first", continuer);
}

static void stop_itself(void *unused)
{
	raise(SIGSTOP);
}

static void by_itself(void)
{
	pid_t pid = spawn(stop_itself, NULL);

	expect_stopped(pid, SIGSTOP);
	expect_cells(task_get(pid), "stop_signal=%d stop_sender_pid=%d stop_sender_comm=%s "
		     "stop_sender_uid=0", SIGSTOP, pid, own_comm());
	send_signal(pid, SIGCONT);
	table_free(expect_death(pid, "exited"));
}

/* A signal that is pending until the process continues, and SIGKILL, which is not. */
static void killed_while_stopped(void)
{
	struct gate gates[2];
	struct table *dead;
	pid_t pid = start(gates), killer, continuer;

	sent_by(pid, SIGSTOP, "stopper", 0);
	expect_stopped(pid, SIGSTOP);
	killer = sent_by(pid, SIGTERM, "killer", 1234);
	expect_cells(task_get(pid), "state=stopped cause=-");
	continuer = sent_by(pid, SIGCONT, "continuer", 0);
	dead = expect_death(pid, "killed");
	expect_cells(dead, "exit_signal=%d signal_state=stopped killer_pid=%d killer_comm=killer "
		     "continue_sender_pid=%d", SIGTERM, killer, continuer);
	expect(table_u64(dead, 0, "signal_sent_ns") < table_u64(dead, 0, "continue_sent_ns"),
	       "it was continued before it was killed");
	pid = start(gates);
	sent_by(pid, SIGSTOP, "stopper", 0);
	expect_stopped(pid, SIGSTOP);
	killer = sent_by(pid, SIGKILL, "killer", 1234);
	expect_cells(expect_death(pid, "killed"),
		     "exit_signal=%d signal_state=stopped killer_pid=%d "
		     "stop_signal=%d stop_sender_comm=stopper continue_sent_ns=-", SIGKILL, killer,
		     SIGSTOP);
}

static void nothing(int sig)
{
}

struct refusal {
	struct gate ready, go;
	void (*refuse)(void);
};

static void ignore_stop(void)
{
	signal(SIGTSTP, SIG_IGN);
}

static void handle_stop(void)
{
	struct sigaction action = { .sa_handler = nothing, .sa_flags = SA_RESTART };

	sigaction(SIGTSTP, &action, NULL);
}

static void block_stop(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

static void refuse(void *data)
{
	struct refusal *refusal = data;

	setpgid(0, 0);
	refusal->refuse();
	gate_open(&refusal->ready);
	gate_wait(&refusal->go);
	/* The pending stop takes effect now. */
	if (refusal->refuse == block_stop) {
		sigset_t set;

		sigemptyset(&set);
		sigprocmask(SIG_SETMASK, &set, NULL);
	}
}

static pid_t start_refusal(struct refusal *refusal, void (*how)(void))
{
	pid_t pid;

	gate_init(&refusal->ready);
	gate_init(&refusal->go);
	refusal->refuse = how;
	pid = spawn(refuse, refusal);
	gate_wait(&refusal->ready);
	wait_blocked(pid);
	sent_by(pid, SIGTSTP, "stopper", 0);
	return pid;
}

static void refused(void)
{
	struct refusal refusal;
	struct table *dead;
	pid_t pid;

	pid = start_refusal(&refusal, ignore_stop);
	gate_open(&refusal.go);
	dead = expect_death(pid, "exited");
	expect_never_stopped(dead);
	expect_cells(dead, "stopped_entries=0 signals_ignored=1 signals_received=0");
	pid = start_refusal(&refusal, handle_stop);
	gate_open(&refusal.go);
	dead = expect_death(pid, "exited");
	expect_never_stopped(dead);
	expect_cells(dead, "stopped_entries=0 signals_received=1 signals_handled=1");
}

/* It stops once it unblocks the signal. */
static void blocked(void)
{
	struct refusal refusal;
	pid_t pid = start_refusal(&refusal, block_stop);

	expect_cells(task_get(pid), "state=sleeping signals_blocked=1");
	gate_open(&refusal.go);
	expect_stopped(pid, SIGTSTP);
	expect_cells(task_get(pid), "stop_signal=%d stop_sender_comm=stopper", SIGTSTP);
	send_signal(pid, SIGCONT);
	expect_cells(expect_death(pid, "exited"), "stopped_entries=1 continue_sender_pid=%d",
		     getpid());
}

struct busy_thread {
	struct gate ready, go;
};

/* Until its child ends, the thread can be killed, but not stopped. */
static void *wait_for_vforked(void *data)
{
	struct busy_thread *busy = data;

	if (vfork() == 0) {
		gate_open(&busy->ready);
		gate_wait(&busy->go);
		_exit(0);
	}
	return NULL;
}

static void start_busy_thread(void *data)
{
	pthread_t thread;

	setpgid(0, 0);
	threads_start(&thread, 1, wait_for_vforked, data);
	threads_join(&thread, 1);
}

/* Its parent is told, after SIGCONT, that it stopped. */
static void half_stopped(void)
{
	siginfo_t info = { 0 };
	struct busy_thread busy;
	pid_t pid, stopper, continuer;

	gate_init(&busy.ready);
	gate_init(&busy.go);
	pid = spawn(start_busy_thread, &busy);
	gate_wait(&busy.ready);
	wait_blocked(pid);
	stopper = sent_by(pid, SIGSTOP, "stopper", 0);
	wait_state(pid, "stopped");
	require(!waitid(P_PID, pid, &info, WSTOPPED | WNOHANG), "wait: %s", strerror(errno));
	expect_u64("the process that stopped as a whole", info.si_pid, 0);
	continuer = sent_by(pid, SIGCONT, "continuer", 0);
	wait_blocked(pid);
	gate_open(&busy.go);
	expect_cells(expect_death(pid, "exited"), "stop_sender_pid=%d stop_sender_comm=stopper "
		     "continue_sender_pid=%d continue_sender_comm=continuer", stopper, continuer);
}

static const struct ktap_case cases[] = {
	{ "the sender of each stop signal and of SIGCONT is recorded", each_signal },
	{ "the newest stop and continue are recorded", the_last },
	{ "a second SIGCONT is not the one that continues", second_continue },
	{ "a process that stops itself is recorded", by_itself },
	{ "a kill of a stopped process is recorded", killed_while_stopped },
	{ "an ignored or handled stop signal is not recorded as a stop", refused },
	{ "a blocked stop signal is recorded when it stops the process", blocked },
	{ "a process is continued before all its threads have stopped", half_stopped },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
