// SPDX-License-Identifier: GPL-2.0
/* The process group, session, terminal and login of a process are recorded, living or dead. */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "namespace.h"
#include "terminal.h"

/* Fields of /proc/PID/stat. */
#define STAT_PGRP 5
#define STAT_SESSION 6
#define STAT_TTY_NR 7

/* What the kernel prints where a task has no login. */
#define NO_LOGIN "4294967295"

struct session {
	uint64_t pgid, sid, tty_nr;
};

static struct session session_of(pid_t pid)
{
	return (struct session) {
		.pgid = stat_field(pid, pid, STAT_PGRP),
		.sid = stat_field(pid, pid, STAT_SESSION),
		.tty_nr = stat_field(pid, pid, STAT_TTY_NR),
	};
}

static void expect_session(const struct table *row, struct session session)
{
	expect_cells(row, "pgid=%d sid=%d", (int)session.pgid, (int)session.sid);
	if (session.tty_nr)
		expect_u64("tty_nr", table_u64(row, 0, "tty_nr"), session.tty_nr);
	else
		expect_cells(row, "tty_nr=-");
}

static struct gate ready, end;

/* Closing the other end of a terminal hangs it up, in a worker. */
static void wait_no_terminal(pid_t pid)
{
	while (session_of(pid).tty_nr)
		sched_yield();
}

/* Ended by the case that began it. */
static struct table *kill_it(pid_t pid)
{
	kill(pid, SIGKILL);
	return expect_death(pid, "killed");
}

static void job_on_terminal(void *unused)
{
	terminal_job(true);
	gate_open(&ready);
	gate_wait(&end);
}

static void lead_job(void *terminal)
{
	pid_t pid;

	terminal_lead(*(int *)terminal);
	pid = spawn(job_on_terminal, NULL);
	gate_wait(&ready);
	expect(session_of(pid).tty_nr, "the job has no terminal");
	expect(session_of(pid).pgid != session_of(pid).sid, "the job leads its session");
	expect_session(task_get(pid), session_of(pid));
	expect_session(task_get(getpid()), session_of(getpid()));
	expect_session(kill_it(pid), session_of(getpid()).sid ? (struct session) {
		.pgid = pid, .sid = getpid(), .tty_nr = session_of(getpid()).tty_nr,
	} : (struct session) { 0 });
}

static void job_of_terminal(void)
{
	int terminal = terminal_open();

	gate_init(&ready);
	gate_init(&end);
	expect_death(spawn(lead_job, &terminal), "exited");
}

/* Its standard input is not the terminal: it does not end when that is hung up. */
static void exec_on_terminal(int terminal, const char *helper)
{
	terminal_lead(terminal);
	require(dup2(end.out, STDIN_FILENO) == STDIN_FILENO, "dup2: %s", strerror(errno));
	exec_helper(helper, 0);
}

static void hung_up_program(void *terminal)
{
	signal(SIGHUP, SIG_IGN);
	exec_on_terminal(*(int *)terminal, "@block");
}

/* A process that has lost its terminal is shown with the one that it had when it was executed. */
static void hung_up_terminal(void)
{
	int terminal = terminal_open();
	struct session session;
	pid_t pid;

	gate_init(&end);
	pid = spawn(hung_up_program, &terminal);
	wait_blocked(pid);
	session = session_of(pid);
	require(session.tty_nr, "it has no terminal");
	close(terminal);
	wait_no_terminal(pid);
	expect_session(task_get(pid), session);
	expect_session(kill_it(pid), session);
}

static void daemonize(void *unused)
{
	require(dup2(end.out, STDIN_FILENO) == STDIN_FILENO, "dup2: %s", strerror(errno));
	exec_helper("@setsid", 0);
}

static void lead_daemon(void *terminal)
{
	char sid[16];
	pid_t pid;

	terminal_lead(*(int *)terminal);
	pid = spawn(daemonize, NULL);
	snprintf(sid, sizeof(sid), "%d", pid);
	expect_cells(task_wait(pid, "sid", sid), "pgid=%d tty_nr=-", pid);
	expect_cells(kill_it(pid), "pgid=%d sid=%d tty_nr=-", pid, pid);
}

/* It was executed on a terminal, but has left its session since. */
static void daemon_has_none(void)
{
	int terminal = terminal_open();

	gate_init(&end);
	expect_death(spawn(lead_daemon, &terminal), "exited");
}

static char *login_file(pid_t pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	return path_text(path);
}

static void expect_login(const struct table *row, const char *loginuid, const char *session)
{
	expect_cells(row, "loginuid=%s session=%s", strcmp(loginuid, NO_LOGIN) ? loginuid : "-",
		     strcmp(session, NO_LOGIN) ? session : "-");
}

static void log_in(void *uid)
{
	int fd = open("/proc/self/loginuid", O_WRONLY);

	require(fd >= 0, "loginuid: %s", strerror(errno));
	require(write(fd, uid, strlen(uid)) > 0, "loginuid: %s", strerror(errno));
	gate_open(&ready);
	gate_wait(&end);
}

static void login_of(char *uid)
{
	char *loginuid, *session;
	pid_t pid;

	gate_init(&ready);
	gate_init(&end);
	pid = spawn(log_in, uid);
	gate_wait(&ready);
	loginuid = login_file(pid, "loginuid");
	session = login_file(pid, "sessionid");
	expect_text("the kernel's loginuid", loginuid, uid);
	expect_login(task_get(pid), loginuid, session);
	expect_login(kill_it(pid), loginuid, session);
}

static void login(void)
{
	if (access("/proc/self/loginuid", W_OK))
		ktap_skip("no /proc/PID/loginuid: %s", strerror(errno));
	login_of("1000");
	login_of("4294967294");
}

static void no_login(void)
{
	pid_t pid;

	gate_init(&end);
	pid = spawn(block_on, &end);
	wait_blocked(pid);
	expect_cells(task_get(pid), "loginuid=- session=-");
	expect_cells(kill_it(pid), "loginuid=- session=-");
}

/* The session and group of an init of a PID namespace are outside of it, until it leaves them. */
static void in_namespace(void *unused)
{
	expect_cells(task_get(1), "sid=%d pgid=%d", getsid(0), getpgid(0));
	require(setsid() >= 0, "setsid: %s", strerror(errno));
	expect_cells(task_get(1), "sid=%d pgid=%d", getsid(0), getpgid(0));
	expect_u64("the session", getsid(0), 1);
}

static void other_namespace(void)
{
	expect_death(spawn_init(in_namespace, NULL), "exited");
}

static const struct ktap_case cases[] = {
	{ "a job on a terminal", job_of_terminal },
	{ "a terminal that was hung up", hung_up_terminal },
	{ "a daemon has no terminal", daemon_has_none },
	{ "a login", login },
	{ "no login", no_login },
	{ "a session outside of the PID namespace", other_namespace },
	{ "no death is unknown", none_unknown },
};

KTAP_MAIN(cases)
