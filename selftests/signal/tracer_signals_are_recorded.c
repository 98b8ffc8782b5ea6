// SPDX-License-Identifier: GPL-2.0
/*
 * A tracer's signals have the tracer as their sender, whatever their number means when the
 * kernel sends it, and never count as a crash.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

/**
 * struct scene - a tracer and its victim
 * @victim: a child of the test
 * @sig: signal to inject
 * @seized: opened by the tracer
 */
struct scene {
	pid_t victim;
	int sig;
	struct gate seized;
};

static void call_for_ever(void *unused)
{
	for (;;)
		getppid();
}

static void trace(int request, pid_t pid, long data)
{
	require(!ptrace(request, pid, 0, data), "ptrace(%#x): %s", request, strerror(errno));
}

static int next_status(pid_t pid)
{
	int status;

	require(waitpid(pid, &status, __WALL) == pid, "wait for the tracee: %s", strerror(errno));
	return status;
}

/* To the entry of a system call. */
static void stop_at_call(pid_t pid)
{
	trace(PTRACE_SEIZE, pid, PTRACE_O_TRACESYSGOOD);
	trace(PTRACE_INTERRUPT, pid, 0);
	next_status(pid);
	trace(PTRACE_SYSCALL, pid, 0);
	expect_u64("the stop", WSTOPSIG(next_status(pid)), SIGTRAP | 0x80);
}

/* Passes on all signals until the end. */
static void follow(pid_t pid)
{
	int status;

	while (status = next_status(pid), WIFSTOPPED(status))
		trace(PTRACE_CONT, pid, WSTOPSIG(status) & 0x80 ? 0 : WSTOPSIG(status));
}

static void inject(void *data)
{
	struct scene *scene = data;

	prctl(PR_SET_NAME, "a tracer");
	stop_at_call(scene->victim);
	trace(PTRACE_SYSCALL, scene->victim, scene->sig);
	follow(scene->victim);
}

static void expect_tracer(pid_t victim, int sig, int code, pid_t tracer)
{
	expect_cells(expect_death(victim, "killed"), "signal_origin=tracer exit_signal=%d "
		     "signal_code=%d killer_pid=%d killer_uid=0 killer_parent_pid=%d "
		     "signal_rlimit=- fault_address=-", sig, code, tracer, getpid());
}

static void injected(void)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGALRM, SIGPIPE, SIGXCPU, SIGXFSZ,
				       SIGSEGV, SIGTRAP, SIGABRT, SIGIO, SIGKILL };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct scene scene = { .victim = spawn(call_for_ever, NULL), .sig = signals[i] };
		pid_t tracer = spawn(inject, &scene);

		expect_tracer(scene.victim, signals[i], SI_KERNEL, tracer);
		table_free(expect_death(tracer, "exited"));
	}
}

static void kill_at_call(void *data)
{
	struct scene *scene = data;

	stop_at_call(scene->victim);
	trace(PTRACE_KILL, scene->victim, 0);
	follow(scene->victim);
}

/* Before 5.19 it is an injected SIGKILL. */
static void by_ptrace_kill(void)
{
	struct scene scene = { .victim = spawn(call_for_ever, NULL) };
	pid_t tracer = spawn(kill_at_call, &scene);
	struct table *dead = expect_death(scene.victim, "killed");

	expect_cells(dead, "signal_origin=tracer exit_signal=%d killer_pid=%d", SIGKILL, tracer);
	table_free(expect_death(tracer, "exited"));
}

static void seize(void *data)
{
	struct scene *scene = data;

	trace(PTRACE_SEIZE, scene->victim, PTRACE_O_EXITKILL);
}

static void seize_and_wait(void *data)
{
	seize(data);
	gate_open(&((struct scene *)data)->seized);
	block_forever(NULL);
}

static void *seize_in_thread(void *data)
{
	seize(data);
	return NULL;
}

static void seize_by_thread(void *data)
{
	struct scene *scene = data;
	pthread_t thread;

	require(!pthread_create(&thread, NULL, seize_in_thread, data), "pthread_create");
	pthread_join(thread, NULL);
	gate_wait(&scene->seized);
}

static void at_its_exit(void)
{
	struct scene scene = { .victim = spawn(block_forever, NULL) };
	pid_t tracer = spawn(seize, &scene);

	expect_tracer(scene.victim, SIGKILL, SI_KERNEL, tracer);
	table_free(expect_death(tracer, "exited"));
}

static void at_its_death(void)
{
	struct scene scene = { .victim = spawn(block_forever, NULL) };
	pid_t tracer;

	gate_init(&scene.seized);
	tracer = spawn(seize_and_wait, &scene);
	gate_wait(&scene.seized);
	send_signal(tracer, SIGTERM);
	table_free(expect_death(tracer, "killed"));
	expect_tracer(scene.victim, SIGKILL, SI_KERNEL, tracer);
}

/* What traces is a thread; its process lives on. */
static void at_the_end_of_a_thread(void)
{
	struct scene scene = { .victim = spawn(block_forever, NULL) };
	pid_t tracer;

	gate_init(&scene.seized);
	tracer = spawn(seize_by_thread, &scene);
	expect_tracer(scene.victim, SIGKILL, SI_KERNEL, tracer);
	wait_blocked(tracer);
	gate_open(&scene.seized);
	table_free(expect_death(tracer, "exited"));
}

static void exec_traced(void *unused)
{
	trace(PTRACE_TRACEME, 0, 0);
	exec_helper("@exit", 0);
}

static void trace_exec(void *data)
{
	pid_t pid = spawn(exec_traced, NULL);
	int status;

	expect_u64("the stop", WSTOPSIG(next_status(pid)), SIGTRAP);
	trace(PTRACE_CONT, pid, SIGTRAP);
	status = next_status(pid);
	expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGTRAP, "its status is %#x", status);
	gate_send(&((struct scene *)data)->seized, &pid, sizeof(pid));
}

/* Without PTRACE_O_TRACEEXEC an exec sends SIGTRAP. The tracer passes it on. */
static void at_exec(void)
{
	struct scene scene;
	pid_t tracer, victim;

	gate_init(&scene.seized);
	tracer = spawn(trace_exec, &scene);
	gate_receive(&scene.seized, &victim, sizeof(victim));
	table_free(expect_death(tracer, "exited"));
	expect_cells(dead_get(victim), "cause=killed signal_origin=tracer exit_signal=%d "
		     "killer_pid=%d", SIGTRAP, tracer);
}

static void raise_then_unblock(void *data)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	gate_wait(data);
	raise(SIGUSR2);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	block_forever(NULL);
}

/* The tracer turns the victim's own SIGUSR2 into SIGUSR1, which is queued anew. */
static void change_to_blocked(void *data)
{
	struct scene *scene = data;
	siginfo_t info;

	trace(PTRACE_SEIZE, scene->victim, 0);
	gate_open(&scene->seized);
	expect_u64("the first stop", WSTOPSIG(next_status(scene->victim)), SIGUSR2);
	trace(PTRACE_CONT, scene->victim, SIGUSR1);
	expect_u64("the second stop", WSTOPSIG(next_status(scene->victim)), SIGUSR1);
	trace(PTRACE_GETSIGINFO, scene->victim, (long)&info);
	expect_u64("its sender", info.si_pid, getpid());
	trace(PTRACE_CONT, scene->victim, SIGUSR1);
	follow(scene->victim);
}

static void queued_anew(void)
{
	struct scene scene;
	pid_t tracer;

	gate_init(&scene.seized);
	scene.victim = spawn(raise_then_unblock, &scene.seized);
	tracer = spawn(change_to_blocked, &scene);
	expect_tracer(scene.victim, SIGUSR1, SI_USER, tracer);
	table_free(expect_death(tracer, "exited"));
}

static const struct ktap_case cases[] = {
	{ "a signal injected at a system call stop has the tracer as sender", injected },
	{ "PTRACE_KILL has the tracer as sender", by_ptrace_kill },
	{ "PTRACE_O_EXITKILL at the tracer's exit has the tracer as sender", at_its_exit },
	{ "PTRACE_O_EXITKILL at the tracer's death has the tracer as sender", at_its_death },
	{ "PTRACE_O_EXITKILL of a thread has the thread's process as sender",
	  at_the_end_of_a_thread },
	{ "the SIGTRAP of a traced exec has the tracer as sender", at_exec },
	{ "a signal that a tracer changed to a blocked one has the tracer as sender",
	  queued_anew },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
