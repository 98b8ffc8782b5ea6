// SPDX-License-Identifier: GPL-2.0
/* New names and credentials are events, as prctl(2), getresuid(2) and getresgid(2) say. */
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"

static struct events events;

static void rename_twice(void *unused)
{
	prctl(PR_SET_NAME, "a b\\c");
	prctl(PR_SET_NAME, "a b\\c");
}

static void names(void)
{
	char before[16];
	pid_t pid;
	int row;

	prctl(PR_GET_NAME, before);
	events_open(&events, "kind=comm");
	pid = spawn(rename_twice, NULL);
	reap(pid);
	/* The second time nothing changes. */
	row = events_get(&events, "comm", pid);
	expect_text("name before", events_text(&events, row, "comm"), before);
	expect_text("new name", events_text(&events, row, "new_comm"), "a\\040b\\134c");
	expect_text("who acts", events_text(&events, row, "by_pid"), "-");
}

static void rename_by_file(void *unused)
{
	char path[60];

	snprintf(path, sizeof(path), "/proc/self/task/%d/comm", getpid());
	write_file(path, "of a file");
}

static void names_by_file(void)
{
	pid_t pid;
	int row;

	events_open(&events, "kind=comm");
	pid = spawn(rename_by_file, NULL);
	reap(pid);
	row = events_get(&events, "comm", pid);
	expect_text("new name", events_text(&events, row, "new_comm"), "of\\040a\\040file");
}

static void names_of_execs(void)
{
	pid_t pid;

	events_open(&events, "kind=comm,exec,reap");
	pid = spawn_helper("@exit", 0);
	reap(pid);
	events_get(&events, "reap", pid);
	events_get(&events, "exec", pid);
	expect_u64("new names", events_count(&events, "comm", pid), 0);
}

static void take_ids(void *gate)
{
	unsigned int ids[6];

	require(!setgroups(0, NULL), "setgroups: %s", strerror(errno));
	require(!setresgid(2001, 2002, 2003), "setresgid: %s", strerror(errno));
	require(!setresuid(1001, 1002, 1003), "setresuid: %s", strerror(errno));
	getresuid(&ids[0], &ids[1], &ids[2]);
	getresgid(&ids[3], &ids[4], &ids[5]);
	gate_send(gate, ids, sizeof(ids));
}

static void credentials(void)
{
	static const char * const columns[] = {
		"new_uid", "new_euid", "new_suid", "new_gid", "new_egid", "new_sgid",
	};
	unsigned int ids[6];
	struct gate gate;
	int row, i;
	pid_t pid;

	gate_init(&gate);
	events_open(&events, "kind=credentials");
	pid = spawn(take_ids, &gate);
	gate_receive(&gate, ids, sizeof(ids));
	reap(pid);
	/* Groups that are added, and capabilities that are lost, are none of those in the row. */
	expect_u64("changes", events_count(&events, "credentials", pid), 2);
	row = events_nth(&events, "credentials", pid, 1);
	expect_u64("user before", events_u64(&events, row, "uid"), 0);
	for (i = 0; i < 6; i++)
		expect_u64(columns[i], events_u64(&events, row, columns[i]), ids[i]);
	row = events_nth(&events, "credentials", pid, 0);
	expect_u64("new_uid of the first", events_u64(&events, row, "new_uid"), 0);
	expect_u64("new_egid of the first", events_u64(&events, row, "new_egid"), ids[4]);
}

#define PROGRAM "/tmp/set-uid"

static void exec_set_uid(void *unused)
{
	become(1005);
	execl(PROGRAM, PROGRAM, "@exit", "0", NULL);
}

static void set_uid_program(void)
{
	int credentials, exec;
	pid_t pid;

	require(!system("cp /proc/$PPID/exe " PROGRAM), "cp");
	require(!chown(PROGRAM, 1006, 0) && !chmod(PROGRAM, 04755), "%s", strerror(errno));
	events_open(&events, "kind=credentials,exec");
	pid = spawn(exec_set_uid, NULL);
	reap(pid);
	exec = events_get(&events, "exec", pid);
	/* The first two are the user's. */
	credentials = events_nth(&events, "credentials", pid, 2);
	expect(credentials >= 0 && credentials < exec, "rows %d, %d", credentials, exec);
	expect_u64("user", events_u64(&events, credentials, "uid"), 1005);
	expect_u64("new user", events_u64(&events, credentials, "new_uid"), 1005);
	expect_u64("new effective user", events_u64(&events, credentials, "new_euid"), 1006);
}

static void remove_program(void)
{
	unlink(PROGRAM);
}

static const struct ktap_case cases[] = {
	{ "a new name is an event, the same name is none", names },
	{ "so is one that is written to /proc", names_by_file },
	{ "an exec has its name itself", names_of_execs },
	{ "new user and group IDs are events", credentials },
	{ "a set-user-ID program's too, before the exec", set_uid_program,
	  remove_program },
};

KTAP_MAIN(cases)
