// SPDX-License-Identifier: GPL-2.0
/* Who was whose child, who adopted it, and who waited for it. */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"

struct scene {
	struct gate told, adopted, go;
};

/* The kernel tells a child of its parent's death by a signal, if asked to. */
static void be_orphan(struct scene *scene)
{
	pid_t pid = getpid();
	sigset_t set;
	int sig;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	prctl(PR_SET_PDEATHSIG, SIGUSR1);
	gate_send(&scene->told, &pid, sizeof(pid));
	sigwait(&set, &sig);
	gate_open(&scene->adopted);
	gate_wait(&scene->go);
	_exit(21);
}

static void bear_orphan(void *data)
{
	struct scene *scene = data;
	struct gate ready;
	pid_t pid;

	gate_init(&ready);
	pid = fork();
	if (pid == 0)
		be_orphan(scene);
	/* It is ready to be told; the number goes on to the test. */
	gate_receive(&scene->told, &pid, sizeof(pid));
	gate_send(&scene->told, &pid, sizeof(pid));
}

static void adopt(pid_t adopter)
{
	struct table *task, *dead;
	struct scene scene;
	pid_t parent, pid;

	gate_init(&scene.told);
	gate_init(&scene.adopted);
	gate_init(&scene.go);
	parent = spawn(bear_orphan, &scene);
	expect_u64("status", reap(parent), 0);
	gate_receive(&scene.told, &pid, sizeof(pid));
	gate_wait(&scene.adopted);
	task = task_get(pid);
	expect_u64("ppid", table_u64(task, 0, "ppid"), adopter);
	expect_u64("/proc's ppid", stat_field(pid, pid, 4), adopter);
	expect_u64("birth_ppid", table_u64(task, 0, "birth_ppid"), parent);
	gate_open(&scene.go);
	if (adopter == getpid())
		expect_u64("wait status", WEXITSTATUS(reap(pid)), 21);
	dead = dead_get(pid);
	expect_u64("ppid of the dead", table_u64(dead, 0, "ppid"), adopter);
	expect_u64("birth_ppid of the dead", table_u64(dead, 0, "birth_ppid"), parent);
	expect_u64("reaper_pid", table_u64(dead, 0, "reaper_pid"), adopter);
	expect_u64("exit_code", table_u64(dead, 0, "exit_code"), 21);
}

static void by_init(void)
{
	adopt(1);
}

static void by_subreaper(void)
{
	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	adopt(getpid());
}

static void expect_auto_reaped(void)
{
	pid_t pid = spawn_helper("@exit", 17, -1);
	struct table *dead;

	/* Waits until there is no child any more, and then has none to tell of. */
	expect(waitpid(pid, NULL, 0) < 0 && errno == ECHILD, "there was something to wait for");
	dead = dead_get(pid);
	expect_text("reaper_pid", table_text(dead, 0, "reaper_pid"), "-");
	expect_u64("exit_code", table_u64(dead, 0, "exit_code"), 17);
	expect_u64("ppid", table_u64(dead, 0, "ppid"), getpid());
	expect_u64("zombie_ns", table_u64(dead, 0, "zombie_ns"), 0);
	expect_conserved(dead, 0);
	expect_ordered(dead, 0);
}

static void sigchld_ignored(void)
{
	signal(SIGCHLD, SIG_IGN);
	for (int i = 0; i < 10; i++)
		expect_auto_reaped();
}

static void no_child_wait(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT };

	sigaction(SIGCHLD, &action, NULL);
	expect_auto_reaped();
}

/* Waiting by pidfd or for anybody is waiting. */
static void waited_for(void)
{
	siginfo_t info;
	pid_t pid = spawn_helper("@exit", 2, -1);
	int fd = syscall(SYS_pidfd_open, pid, 0);

	require(fd >= 0, "pidfd_open: %s", strerror(errno));
	require(!waitid(P_PIDFD, fd, &info, WEXITED), "waitid: %s", strerror(errno));
	expect_u64("reaper_pid", table_u64(dead_get(pid), 0, "reaper_pid"), getpid());
	pid = spawn_helper("@exit", 2, -1);
	require(wait(NULL) == pid, "wait: %s", strerror(errno));
	expect_u64("reaper_pid", table_u64(dead_get(pid), 0, "reaper_pid"), getpid());
}

static const struct ktap_case cases[] = {
	{ "an orphan is adopted by init and keeps its birth parent", by_init },
	{ "an orphan is adopted by a subreaper", by_subreaper },
	{ "with SIGCHLD ignored nobody reaps", sigchld_ignored },
	{ "with SA_NOCLDWAIT nobody reaps", no_child_wait },
	{ "who waits in whatever way reaps", waited_for },
};

KTAP_MAIN(cases)
