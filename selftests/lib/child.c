// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "table.h"
#include "time.h"

void gate_init(struct gate *gate)
{
	int ends[2];

	require(!pipe2(ends, O_CLOEXEC), "pipe: %s", strerror(errno));
	gate->out = ends[0];
	gate->in = ends[1];
}

void gate_send(struct gate *gate, const void *data, size_t length)
{
	require(write(gate->in, data, length) == (ssize_t)length, "gate: %s", strerror(errno));
}

void gate_receive(struct gate *gate, void *data, size_t length)
{
	ssize_t got = read(gate->out, data, length);

	if (got < 0 || (size_t)got != length)
		ktap_leave();
}

/* If the other side dies, the read returns end of file and ends the waiter too. */
void gate_wait(struct gate *gate)
{
	char byte;

	gate_receive(gate, &byte, 1);
}

void gate_open(struct gate *gate)
{
	gate_send(gate, "", 1);
}

pid_t spawn(void (*run)(void *), void *data)
{
	pid_t parent = getpid(), pid = fork();

	require(pid >= 0, "fork: %s", strerror(errno));
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		run(data);
		_exit(0);
	}
	return pid;
}

void exec_helper(const char *what, int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", number);
	execl("/proc/self/exe", "helper", what, text, NULL);
	_exit(126);
}

struct helper {
	const char *what;
	int number;
};

static void be_helper(void *data)
{
	struct helper *helper = data;

	exec_helper(helper->what, helper->number);
}

pid_t spawn_helper(const char *what, int number)
{
	struct helper helper = { what, number };

	return spawn(be_helper, &helper);
}

int reap(pid_t pid)
{
	int status;

	require(waitpid(pid, &status, 0) == pid, "wait for %d: %s", pid, strerror(errno));
	return status;
}

void wait_exited(pid_t pid)
{
	siginfo_t info;

	require(!waitid(P_PID, pid, &info, WEXITED | WNOWAIT), "wait for %d: %s", pid,
		strerror(errno));
}

/* No event reports the release of another process's child or of a thread: poll. */
void wait_gone(pid_t pid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (!syscall(SYS_tkill, pid, 0)) {
		require(clock_ns() < deadline, "%d is not released", pid);
		sched_yield();
	}
}

/* What follows the comm, which may contain anything, in /proc/PID/task/TID/stat. */
static char *stat_fields(pid_t pid, pid_t tid)
{
	static __thread char line[1024];
	char path[64], *end;
	int fd, length;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/stat", pid, tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	length = read(fd, line, sizeof(line) - 1);
	close(fd);
	if (length <= 0)
		return NULL;
	line[length] = '\0';
	end = strrchr(line, ')');
	return end ? end + 2 : NULL;
}

char stat_state(pid_t pid, pid_t tid)
{
	char *fields = stat_fields(pid, tid);

	return fields ? *fields : 0;
}

/* Field numbers as in proc(5), from 3 on; UINT64_MAX if the task is gone. */
uint64_t stat_field(pid_t pid, pid_t tid, int number)
{
	char *fields = stat_fields(pid, tid);

	for (int i = 3; fields && i < number; i++) {
		fields = strchr(fields, ' ');
		if (fields)
			fields++;
	}
	return fields ? strtoull(fields, NULL, 10) : UINT64_MAX;
}

uint64_t status_value(pid_t pid, pid_t tid, const char *name)
{
	char path[64], wanted[64], *text, *at;
	uint64_t value = UINT64_MAX;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/status", pid, tid);
	text = path_text(path);
	if (!text)
		return value;
	snprintf(wanted, sizeof(wanted), "\n%s:", name);
	at = strstr(text, wanted);
	if (at)
		value = strtoull(at + strlen(wanted), NULL, 10);
	free(text);
	return value;
}

/* No event reports that a task has gone to sleep: poll. */
void wait_blocked(pid_t pid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (stat_state(pid, pid) != 'S') {
		require(clock_ns() < deadline, "%d does not block", pid);
		sched_yield();
	}
	/* The letter changes before the switch: wait for the module's state too. */
	wait_state(pid, "sleeping");
}

void wait_state(pid_t pid, const char *state)
{
	table_free(task_wait(pid, "state", state));
}

int own_tid(void)
{
	return syscall(SYS_gettid);
}

void pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	require(!sched_setaffinity(0, sizeof(set), &set), "pin to CPU %d: %s", cpu,
		strerror(errno));
}

int cpus(void)
{
	return sysconf(_SC_NPROCESSORS_ONLN);
}

void burn(uint64_t ns)
{
	uint64_t start = cpu_ns();

	while (cpu_ns() - start < ns)
		;
}

bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), error;
	ssize_t written;

	if (fd < 0)
		return false;
	written = write(fd, text, strlen(text));
	error = errno;
	close(fd);
	errno = error;
	return written == (ssize_t)strlen(text);
}

/* Root becomes an unprivileged user for good. */
void become(unsigned int uid)
{
	require(!setgroups(0, NULL), "setgroups: %s", strerror(errno));
	require(!syscall(SYS_setresgid, uid, uid, uid), "setresgid: %s", strerror(errno));
	require(!syscall(SYS_setresuid, uid, uid, uid), "setresuid: %s", strerror(errno));
}
