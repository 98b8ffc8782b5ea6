// SPDX-License-Identifier: GPL-2.0
/* Why it died and by whose hand, beside what its parent was told. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"

static void block(void *gate)
{
	gate_wait(gate);
}

/* The row agrees with the wait status in every bit. */
static struct table *bury(pid_t pid, const char *cause)
{
	int status = reap(pid);
	struct table *dead = dead_get(pid);

	expect_text("cause", table_text(dead, 0, "cause"), cause);
	if (WIFEXITED(status)) {
		expect_u64("exit_code", table_u64(dead, 0, "exit_code"), WEXITSTATUS(status));
		expect_text("exit_signal", table_text(dead, 0, "exit_signal"), "-");
	} else {
		expect_u64("exit_signal", table_u64(dead, 0, "exit_signal"), WTERMSIG(status));
		expect_text("exit_code", table_text(dead, 0, "exit_code"), "-");
	}
	expect_u64("core", table_u64(dead, 0, "core"),
		   WIFSIGNALED(status) && WCOREDUMP(status));
	return dead;
}

static void expect_no_killer(const struct table *dead)
{
	expect_text("killer_pid", table_text(dead, 0, "killer_pid"), "-");
	expect_text("killer_comm", table_text(dead, 0, "killer_comm"), "-");
	expect_text("killer_uid", table_text(dead, 0, "killer_uid"), "-");
}

static void exit_codes(void)
{
	expect_no_killer(bury(spawn_helper("@exit", 0, -1), "exited"));
	expect_no_killer(bury(spawn_helper("@exit", 3, -1), "failed"));
	expect_no_killer(bury(spawn_helper("@exit", 255, -1), "failed"));
	/* What looks like a signal's status and is none. */
	expect_no_killer(bury(spawn_helper("@exit", 137, -1), "failed"));
	expect_no_killer(bury(spawn_helper("@exit", 9, -1), "failed"));
}

struct murder {
	pid_t victim;
	int sig;
};

static void kill_as_sibling(void *data)
{
	struct murder *murder = data;

	prctl(PR_SET_NAME, "the killer");
	become(1234);
	require(!kill(murder->victim, murder->sig), "kill: %s", strerror(errno));
}

static void block_as_user(void *gates)
{
	struct gate *gate = gates;

	become(1234);
	gate_open(&gate[1]);
	gate_wait(&gate[0]);
}

static void by_sibling(void)
{
	const int signals[] = { SIGKILL, SIGTERM, SIGSEGV, SIGABRT, SIGRTMIN + 3 };
	struct gate gates[2];

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct murder murder = { spawn(block_as_user, gates), signals[i] };
		struct table *dead;
		pid_t killer;

		gate_wait(&gates[1]);
		killer = spawn(kill_as_sibling, &murder);
		dead = bury(murder.victim, "killed");
		expect_u64("killer_pid", table_u64(dead, 0, "killer_pid"), killer);
		expect_text("killer_comm", table_text(dead, 0, "killer_comm"), "the\\040killer");
		expect_u64("killer_uid", table_u64(dead, 0, "killer_uid"), 1234);
		reap(killer);
	}
}

/* Who waits for it need not be who killed it; here it is. */
static void by_parent(void)
{
	struct gate gate;
	struct table *dead;
	pid_t pid;

	gate_init(&gate);
	pid = spawn(block, &gate);
	wait_blocked(pid);
	kill(pid, SIGKILL);
	dead = bury(pid, "killed");
	expect_u64("killer_pid", table_u64(dead, 0, "killer_pid"), getpid());
	expect_u64("killer_uid", table_u64(dead, 0, "killer_uid"), 0);
}

static void term_is_handled(int sig)
{
}

static void survive_first(void *data)
{
	struct gate *gates = data;
	struct sigaction action = { .sa_handler = term_is_handled, .sa_flags = SA_RESTART };

	sigaction(SIGTERM, &action, NULL);
	gate_open(&gates[1]);
	gate_wait(&gates[0]);
	gate_open(&gates[1]);
	gate_wait(&gates[0]);
	_exit(5);
}

/* A signal that was caught, or that is forgotten, has killed nobody. */
static void survived_signal(void)
{
	struct gate gates[2];
	pid_t pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pid = spawn(survive_first, gates);
	gate_wait(&gates[1]);
	kill(pid, SIGTERM);
	kill(pid, SIGWINCH);
	gate_open(&gates[0]);
	gate_wait(&gates[1]);
	gate_open(&gates[0]);
	expect_no_killer(bury(pid, "failed"));
}

static void crash_by_fault(void *core)
{
	volatile int * volatile nowhere = (int *)8;
	struct rlimit limit = { core ? RLIM_INFINITY : 0, RLIM_INFINITY };

	setrlimit(RLIMIT_CORE, &limit);
	if (chdir("/tmp"))
		_exit(1);
	*nowhere = 1;
}

static void crash_by_trap(void *core)
{
	__builtin_trap();
}

static void crash_by_abort(void *core)
{
	abort();
}

static void crashes(void)
{
	struct table *dead;
	int status;
	pid_t pid;

	dead = bury(spawn(crash_by_fault, NULL), "crashed");
	expect_u64("exit_signal", table_u64(dead, 0, "exit_signal"), SIGSEGV);
	expect_u64("core", table_u64(dead, 0, "core"), 0);
	dead = bury(spawn(crash_by_trap, NULL), "crashed");
	expect_u64("exit_signal", table_u64(dead, 0, "exit_signal"), SIGILL);
	dead = bury(spawn(crash_by_abort, NULL), "crashed");
	expect_u64("exit_signal", table_u64(dead, 0, "exit_signal"), SIGABRT);
	/* With a core where the system writes one; bury() holds it against the status. */
	pid = spawn(crash_by_fault, "");
	wait_exited(pid);
	dead = bury(pid, "crashed");
	status = table_u64(dead, 0, "core");
	ktap_diag("a core was %swritten", status ? "" : "not ");
}

static void unlink_core(void)
{
	unlink("/tmp/core");
}

struct parent_death {
	struct gate ready, told, go;
};

static void tell_and_block(void *data)
{
	struct parent_death *scene = data;

	gate_open(&scene->ready);
	gate_wait(&scene->go);
}

static void leave_to_die(void *data)
{
	struct parent_death *scene = data;
	pid_t pid = spawn(tell_and_block, scene);

	gate_wait(&scene->ready);
	gate_send(&scene->told, &pid, sizeof(pid));
}

/* PR_SET_PDEATHSIG, which spawn() sets: nobody sent it. */
static void parent_died(void)
{
	struct parent_death scene;
	struct table *dead;
	pid_t parent, pid;

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	gate_init(&scene.ready);
	gate_init(&scene.told);
	gate_init(&scene.go);
	parent = spawn(leave_to_die, &scene);
	gate_receive(&scene.told, &pid, sizeof(pid));
	reap(parent);
	dead = bury(pid, "pdeathsig");
	expect_u64("exit_signal", table_u64(dead, 0, "exit_signal"), SIGKILL);
}

static void counted(void)
{
	struct table *before = values_read(LC_PROC "stats"), *after;
	static const struct { const char *name; int growth; } counters[] = {
		{ "deaths_exited", 2 }, { "deaths_failed", 3 }, { "deaths_killed", 1 },
	};
	struct gate gate;
	pid_t pid;

	gate_init(&gate);
	for (int i = 0; i < 5; i++)
		reap(spawn_helper("@exit", i < 2 ? 0 : i, -1));
	pid = spawn(block, &gate);
	kill(pid, SIGKILL);
	reap(pid);
	after = values_read(LC_PROC "stats");
	for (size_t i = 0; i < ARRAY_SIZE(counters); i++)
		expect(table_u64_or(after, 0, counters[i].name, 0) -
		       table_u64_or(before, 0, counters[i].name, 0) >=
		       (uint64_t)counters[i].growth, "%s grew too little", counters[i].name);
	expect(table_u64(after, 0, "deaths") - table_u64(before, 0, "deaths") >= 6,
	       "deaths grew too little");
}

static const struct ktap_case cases[] = {
	{ "exit codes: exited and failed", exit_codes },
	{ "killed by a sibling, whose pid, name and uid are known", by_sibling },
	{ "killed by its parent", by_parent },
	{ "a signal that was survived is no cause", survived_signal },
	{ "crashed by faults of its own, with the core flag", crashes, unlink_core },
	{ "killed by its parent's death", parent_died },
	{ "deaths are counted by cause", counted },
};

KTAP_MAIN(cases)
