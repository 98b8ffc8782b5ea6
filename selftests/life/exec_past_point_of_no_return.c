// SPDX-License-Identifier: GPL-2.0
/*
 * An exec that fails past the point of no return: the old program is gone, and the kernel
 * kills the process with a signal of its own.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bad_program.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "program.h"
#include "sender.h"

static void exec_broken(void *unused)
{
	execl(BAD_LATE, "broken", NULL);
	_exit(errno);
}

static void make(void)
{
	int status;

	bad_programs_make();
	status = reap(spawn(exec_broken, NULL));
	if (!WIFSIGNALED(status))
		ktap_skip("this kernel detects it early: %x", status);
}

static void broken(void)
{
	struct table *dead;

	make();
	/* The path was in the memory of the old program. */
	dead = expect_death(spawn(exec_broken, NULL), "crashed");
	expect_no_killer(dead);
	expect_cells(dead, "exit_signal=%d signals_sent=0 execs=0 execs_failed=1 "
		     "exec_failed_path=-", SIGSEGV);
}

static void nothing(int sig)
{
}

static void *exec_on_gate(void *gate)
{
	gate_wait(gate);
	exec_broken(NULL);
	return NULL;
}

static void start_thread(void *gate)
{
	pthread_t thread;

	signal(SIGUSR1, nothing);
	require(!pthread_create(&thread, NULL, exec_on_gate, gate), "no thread");
	block_forever(NULL);
}

/* The thread is the leader by then, but no program follows the one that it had. */
static void broken_by_thread(void)
{
	struct gate gate;
	pid_t pid;

	make();
	gate_init(&gate);
	pid = spawn(start_thread, &gate);
	wait_blocked(pid);
	send_signal(pid, SIGUSR1);
	table_free(task_wait(pid, "signals_handled", "1"));
	gate_open(&gate);
	expect_cells(expect_death(pid, "crashed"), "exit_signal=%d birth=thread execs=0 "
		     "execs_failed=1 exe=%s handled_signal=%d handled_sender_pid=%d", SIGSEGV,
		     program_self(), SIGUSR1, getpid());
}

static const struct ktap_case cases[] = {
	{ "an exec that fails past the point of no return is recorded", broken,
	  bad_programs_remove },
	{ "that of a thread, which keeps what its process had", broken_by_thread,
	  bad_programs_remove },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
