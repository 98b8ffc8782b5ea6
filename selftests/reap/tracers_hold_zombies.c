// SPDX-License-Identifier: GPL-2.0
/*
 * A process that traces another keeps its parent from reaping it. The parent's delays begin
 * when the tracer lets go, and the tracer is recorded, by the name of its process.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "load.h"
#include "namespace.h"
#include "sender.h"
#include "threads.h"
#include "time.h"

#define HELD_NS (30 * MS_NS)

/*
 * A family: a child that ends on request, and its parent, which waits for it all the time.
 */
struct family {
	struct gate report, end, reaped, leave;
	pid_t parent, child;
};

static void be_parent(void *data)
{
	struct family *family = data;
	pid_t pid = spawn(block_on, &family->end);

	gate_send(&family->report, &pid, sizeof(pid));
	reap(pid);
	gate_open(&family->reaped);
	gate_wait(&family->leave);
}

static void family_start(struct family *family)
{
	gate_init(&family->report);
	gate_init(&family->end);
	gate_init(&family->reaped);
	gate_init(&family->leave);
	family->parent = spawn(be_parent, family);
	gate_receive(&family->report, &family->child, sizeof(family->child));
	wait_blocked(family->parent);
}

/* The child ends, and stays a zombie because of its tracer, while its parent waits. */
static void family_hold(struct family *family, pid_t tracer, const char *comm)
{
	gate_open(&family->end);
	wait_state(family->child, "zombie");
	expect_cells(task_get(family->child), "ppid=%d tracer_pid=%d tracer_comm=%s "
		     "tracer_left_ns=- reap=-", family->parent, tracer, comm);
	burn(HELD_NS);
	wait_blocked(family->parent);
}

/* Since @let_go the parent could reap it, and it does. */
static void family_end(struct family *family, uint64_t let_go, pid_t tracer, const char *comm)
{
	struct table *dead, *parent;
	uint64_t left, reaped;

	gate_wait(&family->reaped);
	dead = dead_get(family->child);
	expect_cells(dead, "reap=waited reaper_pid=%d tracer_pid=%d tracer_comm=%s",
		     family->parent, tracer, comm);
	left = table_u64(dead, 0, "tracer_left_ns");
	reaped = table_u64(dead, 0, "reaped_ns");
	expect_between("tracer_left_ns", let_go, left, reaped);
	expect_u64("reapable_ns", table_u64(dead, 0, "reapable_ns"), left);
	expect(table_u64(dead, 0, "zombie_ns") >= HELD_NS, "it was no zombie while it was held");
	parent = task_get(family->parent);
	expect_cells(parent, "children_reaped=1");
	expect_u64("the parent's delay", table_u64(parent, 0, "reap_delay_sum_ns"),
		   reaped - left);
	gate_open(&family->leave);
	table_free(expect_death(family->parent, "exited"));
}

static void seize(pid_t pid)
{
	require(!ptrace(PTRACE_SEIZE, pid, 0, 0), "seize: %s", strerror(errno));
}

static void tracer_waits(void)
{
	struct family family;
	uint64_t let_go;
	int status;

	family_start(&family);
	seize(family.child);
	expect_cells(task_get(family.child), "tracer_pid=%d tracer_comm=%s reapable_ns=-", getpid(),
		     own_comm());
	expect_u64("/proc's TracerPid", status_value(family.child, family.child, "TracerPid"),
		   getpid());
	family_hold(&family, getpid(), own_comm());
	let_go = clock_ns();
	require(waitpid(family.child, &status, __WALL) == family.child, "wait: %s",
		strerror(errno));
	expect(WIFEXITED(status), "the tracer's status is %#x", status);
	family_end(&family, let_go, getpid(), own_comm());
}

/* A tracer of several threads, of which one with another name attaches. */
struct tracer {
	struct gate attached, end;
	pid_t target;
};

static void *attach(void *data)
{
	struct tracer *tracer = data;

	prctl(PR_SET_NAME, "attacher");
	seize(tracer->target);
	gate_open(&tracer->attached);
	gate_wait(&tracer->end);
	return NULL;
}

static void be_tracer(void *data)
{
	pthread_t thread;

	prctl(PR_SET_NAME, "tracer");
	threads_start(&thread, 1, attach, data);
	threads_join(&thread, 1);
	block_forever(NULL);
}

static pid_t tracer_start(struct tracer *tracer, pid_t target)
{
	pid_t pid;

	gate_init(&tracer->attached);
	gate_init(&tracer->end);
	tracer->target = target;
	pid = spawn(be_tracer, tracer);
	gate_wait(&tracer->attached);
	return pid;
}

static void end_tracer(pid_t pid)
{
	send_signal(pid, SIGKILL);
	table_free(expect_death(pid, "killed"));
}

static void tracer_is_killed(void)
{
	struct tracer tracer;
	struct family family;
	uint64_t let_go;
	pid_t pid;

	family_start(&family);
	pid = tracer_start(&tracer, family.child);
	family_hold(&family, pid, "tracer");
	let_go = clock_ns();
	end_tracer(pid);
	family_end(&family, let_go, pid, "tracer");
}

/* The thread that attached ends, its process does not. */
static void tracing_thread_ends(void)
{
	struct tracer tracer;
	struct family family;
	uint64_t let_go;
	pid_t pid;

	family_start(&family);
	pid = tracer_start(&tracer, family.child);
	expect(status_value(family.child, family.child, "TracerPid") != (uint64_t)pid,
	       "the main thread is the tracer");
	family_hold(&family, pid, "tracer");
	let_go = clock_ns();
	gate_open(&tracer.end);
	family_end(&family, let_go, pid, "tracer");
	end_tracer(pid);
}

/* A tracer that has detached before is not to blame. */
static void tracer_has_detached(void)
{
	struct gate end;
	struct table *dead;
	uint64_t ended;
	pid_t pid;

	gate_init(&end);
	pid = spawn(block_on, &end);
	require(!ptrace(PTRACE_ATTACH, pid, 0, 0), "attach: %s", strerror(errno));
	require(waitpid(pid, NULL, __WALL) == pid, "wait: %s", strerror(errno));
	/* The tracer is notified before the last switch. */
	wait_state(pid, "traced");
	expect_cells(task_get(pid), "tracer_pid=%d", getpid());
	require(!ptrace(PTRACE_DETACH, pid, 0, 0), "detach: %s", strerror(errno));
	expect_cells(task_get(pid), "tracer_pid=- tracer_comm=-");
	gate_open(&end);
	wait_state(pid, "zombie");
	ended = table_u64(task_get(pid), 0, "state_since_ns");
	expect_u64("a zombie's reapable_ns", table_u64(task_get(pid), 0, "reapable_ns"), ended);
	burn(HELD_NS);
	dead = expect_death(pid, "exited");
	expect_cells(dead, "tracer_pid=- tracer_comm=- tracer_left_ns=- reapable_ns=%llu",
		     (unsigned long long)ended);
}

static void ask_to_be_traced(void *end)
{
	require(!ptrace(PTRACE_TRACEME, 0, 0, 0), "traceme: %s", strerror(errno));
	gate_wait(end);
}

/* A parent that traces its child itself could have reaped it all the time. */
static void parent_traces(void)
{
	struct gate end;
	struct table *dead;
	pid_t pid;

	gate_init(&end);
	pid = spawn(ask_to_be_traced, &end);
	gate_open(&end);
	wait_state(pid, "zombie");
	expect_cells(task_get(pid), "tracer_pid=%d ppid=%d", getpid(), getpid());
	burn(HELD_NS);
	dead = expect_death(pid, "exited");
	expect_cells(dead, "tracer_pid=%d tracer_comm=%s tracer_left_ns=- reap=waited", getpid(),
		     own_comm());
	expect_u64("the parent's delay",
		   table_u64(values_read(LC_PROC "self"), 0, "reap_delay_max_ns"),
		   table_u64(dead, 0, "zombie_ns"));
}

struct threaded {
	struct gate report, end_thread, end;
};

static void *be_thread(void *data)
{
	struct threaded *threaded = data;
	pid_t tid = own_tid();

	gate_send(&threaded->report, &tid, sizeof(tid));
	gate_wait(&threaded->end_thread);
	return NULL;
}

static void be_threaded(void *data)
{
	struct threaded *threaded = data;
	pthread_t thread;

	threads_start(&thread, 1, be_thread, threaded);
	gate_wait(&threaded->end);
}

/* A dead thread that its tracer holds keeps the whole process from being reaped. */
static void thread_is_held(void)
{
	struct threaded threaded;
	struct tracer tracer;
	struct table *dead;
	uint64_t let_go;
	pid_t pid, tid, holder;

	gate_init(&threaded.report);
	gate_init(&threaded.end_thread);
	gate_init(&threaded.end);
	pid = spawn(be_threaded, &threaded);
	gate_receive(&threaded.report, &tid, sizeof(tid));
	holder = tracer_start(&tracer, tid);
	gate_open(&threaded.end_thread);
	wait_state(tid, "zombie");
	gate_open(&threaded.end);
	wait_state(pid, "zombie");
	require(!waitpid(pid, NULL, WNOHANG), "the parent can reap it");
	expect_cells(task_get(tid), "tracer_pid=%d tracer_comm=tracer", holder);
	expect_cells(task_get(pid), "tracer_pid=- reapable_ns=-");
	burn(HELD_NS);
	let_go = clock_ns();
	end_tracer(holder);
	dead = expect_death(pid, "exited");
	expect_between("reapable_ns", let_go, table_u64(dead, 0, "reapable_ns"),
		       table_u64(dead, 0, "reaped_ns"));
	expect(table_u64(dead, 0, "zombie_ns") >= HELD_NS, "it was no zombie while it was held");
	expect_cells(dead_get(tid), "reap=tracer reaper_pid=%d tracer_pid=%d tracer_comm=tracer",
		     holder, holder);
}

static void be_inner(void *data)
{
	struct gate *gates = data;

	gate_open(&gates[0]);
	gate_wait(&gates[1]);
	expect_cells(values_read(LC_PROC "self"), "tracer_pid=0 tracer_comm=-");
}

/* As in /proc, a tracer outside a PID namespace has number 0 there. */
static void outside_namespace(void)
{
	struct gate gates[2];
	pid_t init;
	int status;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	init = spawn_init(be_inner, gates);
	gate_wait(&gates[0]);
	seize(init);
	gate_open(&gates[1]);
	require(waitpid(init, &status, 0) == init && WIFEXITED(status), "wait: %s",
		strerror(errno));
	expect_u64("the init's status", WEXITSTATUS(status), 0);
}

static const struct ktap_case cases[] = {
	{ "a parent's delay begins when the tracer has waited", tracer_waits },
	{ "a parent's delay begins when the tracer is killed", tracer_is_killed },
	{ "a parent's delay begins when the tracer's thread ends", tracing_thread_ends },
	{ "a tracer that has detached holds no zombie", tracer_has_detached },
	{ "a parent that traces its child is not kept from reaping it", parent_traces },
	{ "a dead thread that is traced keeps its process from being reaped", thread_is_held },
	{ "a tracer outside the reader's PID namespace is not named", outside_namespace },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
