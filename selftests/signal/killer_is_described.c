// SPDX-License-Identifier: GPL-2.0
/*
 * The killer as a person: its process and thread, its birth and program, login UID and
 * cgroup, and who had started it. The witness is the killer's own row, and /proc.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"

static pid_t start_victim(void)
{
	pid_t pid = spawn(block_forever, NULL);

	wait_blocked(pid);
	return pid;
}

/**
 * struct killer - a process that kills one victim
 * @victim: the victim
 * @tid: of the thread that did it, reported
 */
struct killer {
	pid_t victim;
	struct gate tid;
};

static void *kill_in_thread(void *data)
{
	struct killer *killer = data;
	pid_t tid = own_tid();

	prctl(PR_SET_NAME, "worker");
	send_signal(killer->victim, SIGKILL);
	gate_send(&killer->tid, &tid, sizeof(tid));
	return NULL;
}

static void kill_by_thread(void *data)
{
	pthread_t thread;

	prctl(PR_SET_NAME, "server");
	require(!pthread_create(&thread, NULL, kill_in_thread, data), "no thread");
	pthread_join(thread, NULL);
}

/* The name beside a process's pid is the process's; the thread is a fact of its own. */
static void by_thread(void)
{
	struct killer killer = { .victim = start_victim() };
	struct table *dead, *row;
	pid_t pid, tid;

	gate_init(&killer.tid);
	pid = spawn(kill_by_thread, &killer);
	gate_receive(&killer.tid, &tid, sizeof(tid));
	dead = expect_death(killer.victim, "killed");
	expect_cells(dead, "killer_pid=%d killer_comm=server killer_tid=%d "
		     "killer_thread_comm=worker killer_parent_pid=%d killer_parent_died=0",
		     pid, tid, getpid());
	row = expect_death(pid, "exited");
	expect_text("killer_start_ns", table_text(dead, 0, "killer_start_ns"),
		    table_text(row, 0, "born_ns"));
	expect_text("killer_exe", table_text(dead, 0, "killer_exe"), table_text(row, 0, "exe"));
	expect_text("killer_cgroup", table_text(dead, 0, "killer_cgroup"),
		    table_text(row, 0, "cgroup"));
}

static void stop_by_thread(void)
{
	struct killer killer = { .victim = start_victim() };
	siginfo_t info;
	pid_t tid;

	gate_init(&killer.tid);
	send_signal(killer.victim, SIGSTOP);
	require(!waitid(P_PID, killer.victim, &info, WSTOPPED), "wait: %s", strerror(errno));
	/* Its parent is notified before it has left its CPU. */
	wait_state(killer.victim, "stopped");
	expect_cells(task_get(killer.victim), "stop_sender_pid=%d stop_sender_comm=%s",
		     getpid(), own_comm());
	spawn(kill_by_thread, &killer);
	gate_receive(&killer.tid, &tid, sizeof(tid));
	expect_cells(expect_death(killer.victim, "killed"), "killer_comm=server");
}

static void rename_and_kill(void *data)
{
	const pid_t *victims = data;

	prctl(PR_SET_NAME, "before");
	send_signal(victims[0], SIGKILL);
	prctl(PR_SET_NAME, "after");
	send_signal(victims[1], SIGKILL);
	become(1234);
}

static void *kill_rename_and_kill(void *data)
{
	const pid_t *victims = data;

	prctl(PR_SET_NAME, "worker");
	send_signal(victims[0], SIGKILL);
	/* The name of the process, not of this thread. */
	require(write_file("/proc/self/comm", "after"), "comm: %s", strerror(errno));
	send_signal(victims[1], SIGKILL);
	return NULL;
}

static void rename_from_thread(void *data)
{
	pthread_t thread;

	prctl(PR_SET_NAME, "before");
	require(!pthread_create(&thread, NULL, kill_rename_and_kill, data), "no thread");
	pthread_join(thread, NULL);
}

/* What it was at that moment, though many victims can share one description. */
static void at_that_moment(void)
{
	pid_t victims[2] = { start_victim(), start_victim() };

	table_free(expect_death(spawn(rename_and_kill, victims), "exited"));
	expect_cells(expect_death(victims[0], "killed"), "killer_comm=before killer_uid=0");
	expect_cells(expect_death(victims[1], "killed"), "killer_comm=after killer_uid=0");
}

static void by_thread_at_that_moment(void)
{
	pid_t victims[2] = { start_victim(), start_victim() };

	table_free(expect_death(spawn(rename_from_thread, victims), "exited"));
	expect_cells(expect_death(victims[0], "killed"),
		     "killer_comm=before killer_thread_comm=worker");
	expect_cells(expect_death(victims[1], "killed"),
		     "killer_comm=after killer_thread_comm=worker");
}

static void log_in_and_kill(void *data)
{
	require(write_file("/proc/self/loginuid", "4711"), "loginuid: %s", strerror(errno));
	send_signal(*(pid_t *)data, SIGKILL);
}

static void login(void)
{
	pid_t victim;

	if (access("/proc/self/loginuid", W_OK))
		ktap_skip("a kernel without audit");
	victim = start_victim();
	expect_u64("status", reap(spawn(log_in_and_kill, &victim)), 0);
	expect_cells(expect_death(victim, "killed"), "killer_loginuid=4711 killer_uid=0");
}

static void enter_and_kill(void *data)
{
	cgroup_enter();
	send_signal(*(pid_t *)data, SIGKILL);
}

static void cgroup(void)
{
	pid_t victim = start_victim();
	struct table *dead, *row;
	pid_t pid;

	cgroup_make("cgroup.kill");
	pid = spawn(enter_and_kill, &victim);
	row = expect_death(pid, "exited");
	dead = expect_death(victim, "killed");
	expect_text("killer_cgroup", table_text(dead, 0, "killer_cgroup"),
		    table_text(row, 0, "cgroup"));
	expect(strcmp(table_text(dead, 0, "killer_cgroup"), "/"), "it is in the root");
}

/**
 * struct orphan - a killer whose parent dies before it kills
 * @victim: the victim
 * @go: lets the killer go on
 * @pid: of the killer, reported by its parent
 */
struct orphan {
	pid_t victim;
	struct gate go, pid;
};

static void kill_as_orphan(void *data)
{
	struct orphan *orphan = data;

	prctl(PR_SET_PDEATHSIG, 0);
	gate_wait(&orphan->go);
	send_signal(orphan->victim, SIGKILL);
}

static void start_and_die(void *data)
{
	struct orphan *orphan = data;
	pid_t pid;

	prctl(PR_SET_NAME, "starter");
	pid = fork();
	if (!pid) {
		kill_as_orphan(orphan);
		_exit(0);
	}
	gate_send(&orphan->pid, &pid, sizeof(pid));
}

/* Who started it is not who its parent is now. */
static void of_a_dead_parent(void)
{
	struct orphan orphan = { .victim = start_victim() };
	pid_t starter, killer;

	gate_init(&orphan.go);
	gate_init(&orphan.pid);
	starter = spawn(start_and_die, &orphan);
	gate_receive(&orphan.pid, &killer, sizeof(killer));
	table_free(expect_death(starter, "exited"));
	gate_open(&orphan.go);
	expect_cells(expect_death(orphan.victim, "killed"), "killer_pid=%d killer_parent_pid=%d "
		     "killer_parent_comm=starter killer_parent_died=1", killer, starter);
}

static void be_victim(void *ready)
{
	become(1234);
	gate_open(ready);
	block_forever(NULL);
}

static void expect_no_program(void *victim)
{
	pid_t pid = *(pid_t *)victim;

	become(1234);
	expect_cells(dead_get(pid), "killer_pid=%d killer_exe=-", getppid());
}

/* /proc/PID/exe of another user's process is not readable either. */
static void program_is_private(void)
{
	struct gate ready;
	pid_t pid;

	gate_init(&ready);
	pid = spawn(be_victim, &ready);
	gate_wait(&ready);
	send_signal(pid, SIGKILL);
	reap(pid);
	expect_u64("status", reap(spawn(expect_no_program, &pid)), 0);
}

static const struct ktap_case cases[] = {
	{ "a thread that kills is named beside its process", by_thread },
	{ "a process that stops another has its own name", stop_by_thread },
	{ "the killer is described as it was at that moment", at_that_moment },
	{ "so is a thread, whose process changes its name", by_thread_at_that_moment },
	{ "its login UID is recorded", login },
	{ "its cgroup is recorded", cgroup, cgroup_cleanup },
	{ "a dead parent that had started it is recorded", of_a_dead_parent },
	{ "its program is shown only to who may see it", program_is_private },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
