// SPDX-License-Identifier: GPL-2.0
/* Without CAP_SYS_PTRACE a user sees only tasks whose uids are all its own. */
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "load.h"
#include "table.h"

#define ALICE 1001
#define BOB 1002

struct cast {
	struct gate gate, report;
	pid_t alice, bob, mixed, dead_alice, dead_bob, dead_mixed;
};

static void block_as(unsigned int real, unsigned int effective, unsigned int saved,
		     struct cast *cast)
{
	require(!setgroups(0, NULL), "setgroups: %s", strerror(errno));
	require(!syscall(SYS_setresuid, real, effective, saved), "setresuid: %s", strerror(errno));
	gate_open(&cast->report);
	gate_wait(&cast->gate);
}

static void be_alice(void *cast)
{
	block_as(ALICE, ALICE, ALICE, cast);
}

static void be_bob(void *cast)
{
	block_as(BOB, BOB, BOB, cast);
}

/* Bob's real uid alone, as in a set-user-ID program. */
static void be_mixed(void *cast)
{
	block_as(BOB, 0, 0, cast);
}

static void die_alice(void *unused)
{
	become(ALICE);
}

static void die_bob(void *unused)
{
	become(BOB);
}

/* Bob's real and effective uid: the saved one is root's. */
static void die_mixed(void *unused)
{
	require(!syscall(SYS_setresuid, BOB, BOB, 0), "setresuid: %s", strerror(errno));
}

static void populate(struct cast *cast)
{
	gate_init(&cast->gate);
	gate_init(&cast->report);
	cast->alice = spawn(be_alice, cast);
	cast->bob = spawn(be_bob, cast);
	cast->mixed = spawn(be_mixed, cast);
	for (int i = 0; i < 3; i++)
		gate_wait(&cast->report);
	cast->dead_alice = spawn(die_alice, NULL);
	reap(cast->dead_alice);
	cast->dead_bob = spawn(die_bob, NULL);
	reap(cast->dead_bob);
	cast->dead_mixed = spawn(die_mixed, NULL);
	reap(cast->dead_mixed);
}

/* All are reaped, so that the next case counts none of them. */
static void disperse(const struct cast *cast)
{
	end_child(cast->alice);
	end_child(cast->bob);
	end_child(cast->mixed);
}

static void expect_hidden(pid_t pid)
{
	expect(!task_ask(pid) && errno == ESRCH, "task %d: %s", pid, strerror(errno));
}

static void expect_only(const struct table *table, const char *what, unsigned int uid)
{
	for (int row = 0; row < table->rows; row++)
		expect(table_u64(table, row, "uid") == uid, "%s shows pid %s of uid %s", what,
		       table_text(table, row, "pid"), table_text(table, row, "uid"));
}

static void look_as_bob(void *data)
{
	struct cast *cast = data;
	struct table *tasks, *dead, *self;

	become(BOB);
	tasks = table_read(LC_PROC "tasks");
	dead = table_read(LC_PROC "dead");
	self = values_read(LC_PROC "self");
	expect_only(tasks, "tasks", BOB);
	expect_only(dead, "dead", BOB);
	expect_u64("self", table_u64(self, 0, "pid"), getpid());
	expect_u64("rows of the reader", table_count(tasks, "pid", getpid()), 1);
	expect_u64("rows of the reader's other task", table_count(tasks, "pid", cast->bob), 1);
	expect_u64("rows of the task with mixed uids", table_count(tasks, "pid", cast->mixed), 0);
	expect_u64("rows in total", tasks->rows, 2);
	expect_u64("rows of the reader's dead task", table_count(dead, "pid", cast->dead_bob), 1);
	table_free(task_get(cast->bob));
	table_free(task_get(cast->dead_bob));
	expect_hidden(cast->alice);
	expect_hidden(cast->mixed);
	expect_hidden(cast->dead_alice);
	expect_hidden(cast->dead_mixed);
	expect_hidden(1);
	expect_hidden(2);
}

static void plain_user(void)
{
	struct cast cast;

	populate(&cast);
	expect_u64("status", reap(spawn(look_as_bob, &cast)), 0);
	disperse(&cast);
}

static void expect_everything(const struct cast *cast)
{
	struct table *tasks = table_read(LC_PROC "tasks"), *dead = table_read(LC_PROC "dead");
	const pid_t living[] = { 1, 2, cast->alice, cast->bob, cast->mixed };

	for (size_t i = 0; i < ARRAY_SIZE(living); i++) {
		expect_u64("rows", table_count(tasks, "pid", living[i]), 1);
		table_free(task_get(living[i]));
	}
	expect_u64("rows of dead Alice", table_count(dead, "pid", cast->dead_alice), 1);
	expect_u64("rows of dead Bob", table_count(dead, "pid", cast->dead_bob), 1);
	table_free(task_get(cast->dead_alice));
	table_free(task_get(cast->dead_mixed));
}

/* The uid column is the real uid; access depends on the current credentials. */
static void root(void)
{
	struct cast cast;
	struct table *task;

	populate(&cast);
	expect_everything(&cast);
	task = task_get(cast.alice);
	expect_u64("uid", table_u64(task, 0, "uid"), ALICE);
	task = task_get(cast.mixed);
	expect_u64("uid", table_u64(task, 0, "uid"), BOB);
	task = task_get(cast.dead_alice);
	expect_u64("uid", table_u64(task, 0, "uid"), ALICE);
	disperse(&cast);
}

static void look_with_ptrace(void *data)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct caps[2] = { { 0 } };

	require(!prctl(PR_SET_KEEPCAPS, 1), "keepcaps: %s", strerror(errno));
	become(BOB);
	caps[0].permitted = 1 << CAP_SYS_PTRACE;
	caps[0].effective = caps[0].permitted;
	require(!syscall(SYS_capset, &header, caps), "capset: %s", strerror(errno));
	expect(getuid() == BOB && geteuid() == BOB, "not Bob");
	expect_everything(data);
}

static void with_capability(void)
{
	struct cast cast;

	populate(&cast);
	expect_u64("status", reap(spawn(look_with_ptrace, &cast)), 0);
	disperse(&cast);
}

/* Root without CAP_SYS_PTRACE sees root's tasks only. */
static void look_without_ptrace(void *data)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct caps[2];
	struct cast *cast = data;
	struct table *tasks;

	require(!syscall(SYS_capget, &header, caps), "capget: %s", strerror(errno));
	caps[0].effective &= ~(1 << CAP_SYS_PTRACE);
	require(!syscall(SYS_capset, &header, caps), "capset: %s", strerror(errno));
	tasks = table_read(LC_PROC "tasks");
	expect_only(tasks, "tasks", 0);
	expect_u64("rows of init", table_count(tasks, "pid", 1), 1);
	expect_hidden(cast->alice);
	expect_hidden(cast->dead_bob);
}

static void without_capability(void)
{
	struct cast cast;

	populate(&cast);
	expect_u64("status", reap(spawn(look_without_ptrace, &cast)), 0);
	disperse(&cast);
}

/*
 * The sender keeps its uid until the receiver has read: access is checked against the
 * opener.
 */
static void pass_descriptor(int socket, const char *path)
{
	char control[CMSG_SPACE(sizeof(int))] = { 0 }, byte = 0;
	struct iovec data = { &byte, 1 };
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = control,
				  .msg_controllen = sizeof(control) };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int fd = open(path, O_RDWR);

	if (fd < 0)
		fd = open(path, O_RDONLY);
	require(fd >= 0, "%s: %s", path, strerror(errno));
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	require(sendmsg(socket, &message, 0) == 1, "sendmsg: %s", strerror(errno));
	close(fd);
}

static int take_descriptor(int socket)
{
	char control[CMSG_SPACE(sizeof(int))], byte;
	struct iovec data = { &byte, 1 };
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = control,
				  .msg_controllen = sizeof(control) };
	int fd;

	require(recvmsg(socket, &message, 0) == 1, "recvmsg: %s", strerror(errno));
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(fd));
	return fd;
}

static void open_as_bob(void *data)
{
	int socket = *(int *)data;
	char byte;

	become(BOB);
	pass_descriptor(socket, LC_PROC "tasks");
	pass_descriptor(socket, LC_PROC "dead");
	pass_descriptor(socket, LC_PROC "task");
	require(read(socket, &byte, 1) >= 0, "read: %s", strerror(errno));
}

static void passed_to_root(void)
{
	struct cast cast;
	struct table *table;
	char number[16];
	int sockets[2], fd;
	pid_t pid;

	populate(&cast);
	require(!socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), "socketpair: %s", strerror(errno));
	pid = spawn(open_as_bob, &sockets[1]);
	table = table_parse(file_text(take_descriptor(sockets[0])));
	expect_only(table, "tasks", BOB);
	expect_u64("rows", table->rows, 2);
	table = table_parse(file_text(take_descriptor(sockets[0])));
	expect_only(table, "dead", BOB);
	fd = take_descriptor(sockets[0]);
	snprintf(number, sizeof(number), "%d", cast.alice);
	expect(write(fd, number, strlen(number)) < 0 && errno == ESRCH,
	       "root writes Alice's pid to Bob's descriptor: %s", strerror(errno));
	snprintf(number, sizeof(number), "%d", cast.bob);
	expect(write(fd, number, strlen(number)) > 0, "Bob's own pid: %s", strerror(errno));
	require(write(sockets[0], "", 1) == 1, "write: %s", strerror(errno));
	reap(pid);
	disperse(&cast);
}

static const struct ktap_case cases[] = {
	{ "root sees all tasks", root },
	{ "an unprivileged user sees only its own tasks, living and dead", plain_user },
	{ "a user with CAP_SYS_PTRACE sees all tasks", with_capability },
	{ "root without CAP_SYS_PTRACE sees only root's tasks", without_capability },
	{ "a file shows what its opener may see, even when root reads it", passed_to_root },
};

KTAP_MAIN(cases)
