// SPDX-License-Identifier: GPL-2.0
/* The path of a failed exec is the one that the program has given, up to a length. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bad_program.h"
#include "child.h"
#include "death.h"
#include "ktap.h"

/* So many bytes are recorded, the end of a text included. */
#define ROOM 128

/* A call that does not fail ends the process. */
static char *const arguments[] = { "x", "@exit", "9", NULL };

static void expect_path(const char *path)
{
	expect_text("exec_failed_path",
		    table_text(values_read(LC_PROC "self"), 0, "exec_failed_path"), path);
}

static void fail(const char *path)
{
	execv(path, arguments);
}

static void fail_at(int fd, const char *path, int flags)
{
	syscall(SYS_execveat, fd, path, arguments, NULL, flags);
}

static void as_given(void)
{
	expect_path("-");
	fail("/no/such/program");
	expect_path("/no/such/program");
	fail("../no/./such");
	expect_path("../no/./such");
	fail("");
	expect_path("-");
	fail("x");
	expect_path("x");
	fail_at(AT_FDCWD, "relative", 0);
	expect_path("relative");
}

/* As in the name of such a script, which its interpreter gets. */
static void at_descriptor(void)
{
	char wanted[64];
	int fd;

	bad_programs_make();
	fd = open("/tmp", O_RDONLY);
	fail_at(fd, "no/such", 0);
	snprintf(wanted, sizeof(wanted), "/dev/fd/%d/no/such", fd);
	expect_path(wanted);
	fail_at(fd, "/no/such", 0);
	expect_path("/no/such");
	fd = open(BAD_PLAIN, O_RDONLY);
	fail_at(fd, "", AT_EMPTY_PATH);
	snprintf(wanted, sizeof(wanted), "/dev/fd/%d", fd);
	expect_path(wanted);
}

static void fail_long(size_t length)
{
	char path[4096], wanted[ROOM];

	memset(path, 'x', length);
	memcpy(path, "/no/", 4);
	path[length] = '\0';
	fail(path);
	snprintf(wanted, sizeof(wanted), "%s", path);
	if (length >= ROOM)
		memcpy(wanted + ROOM - sizeof("..."), "...", sizeof("..."));
	expect_path(wanted);
}

/* At the limit and around it; the last ones are too long for the kernel. */
static void long_ones(void)
{
	static const size_t lengths[] = { ROOM - 2, ROOM - 1, ROOM, ROOM + 1, 4094, 4095 };

	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++)
		fail_long(lengths[i]);
}

static void long_at_descriptor(void)
{
	char path[ROOM], wanted[2 * ROOM];
	int fd = open("/tmp", O_RDONLY);

	memset(path, 'x', ROOM - 1);
	path[ROOM - 1] = '\0';
	fail_at(fd, path, 0);
	snprintf(wanted, sizeof(wanted), "/dev/fd/%d/%s", fd, path);
	memcpy(wanted + ROOM - sizeof("..."), "...", sizeof("..."));
	expect_path(wanted);
}

/* Nothing is read beyond the page in which the path ends. */
static void at_end_of_memory(void)
{
	const size_t page = getpagesize();
	char *memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			    -1, 0);
	char path[] = "/no/such/program";

	require(memory != MAP_FAILED && !munmap(memory + page, page), "mmap: %s", strerror(errno));
	fail(memcpy(memory + page - sizeof(path), path, sizeof(path)));
	expect_path(path);
	memset(memory, 'x', page);
	fail(memory + page - sizeof(path));
	expect_cells(values_read(LC_PROC "self"), "exec_errno=%d exec_failed_path=-", EFAULT);
}

static void across_pages(void)
{
	const size_t page = getpagesize();
	char *memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			    -1, 0);
	char path[] = "/no/such/program";

	require(memory != MAP_FAILED, "mmap: %s", strerror(errno));
	for (size_t before = 1; before <= sizeof(path); before++) {
		fail(memcpy(memory + page - before, path, sizeof(path)));
		expect_path(path);
		fail("other");
	}
}

static void unreadable(void)
{
	fail("/no/such/program");
	syscall(SYS_execve, 1L, arguments, NULL);
	expect_cells(values_read(LC_PROC "self"), "exec_errno=%d exec_failed_path=-", EFAULT);
}

/* BAD_PLAIN is in /tmp, and has no permission. */
static void search_and_exit(void *unused)
{
	setenv("PATH", "/no/such:/tmp:/dev/null:/proc", 1);
	execvp(strrchr(BAD_PLAIN, '/') + 1, arguments);
	_exit(errno);
}

static void search(void)
{
	bad_programs_make();
	expect_cells(expect_death(spawn(search_and_exit, NULL), "failed"),
		     "exec_errno=%d exec_failed_path=" BAD_PLAIN, EACCES);
}

static void fail_and_exit(void *path)
{
	fail(path);
	_exit(127);
}

static void dead(void)
{
	fail("/of/the/parent");
	expect_cells(expect_death(spawn(fail_and_exit, "/of/the/child"), "failed"),
		     "exec_failed_path=/of/the/child");
	expect_cells(expect_death(spawn_helper("@exit", 9), "failed"), "exec_failed_path=-");
	expect_path("/of/the/parent");
}

#define FIRST	"/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SECOND	"/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void fail_for_ever(void *unused)
{
	for (;;) {
		fail(FIRST);
		fail(SECOND);
	}
}

static void never_mixed(void)
{
	pid_t pid = spawn(fail_for_ever, NULL);
	int first = 0, second = 0;

	while (first < 1000 || second < 1000) {
		struct table *row = task_get(pid);
		const char *path = table_text(row, 0, "exec_failed_path");

		first += !strcmp(path, FIRST);
		second += !strcmp(path, SECOND);
		require(!strcmp(path, FIRST) || !strcmp(path, SECOND) || !strcmp(path, "-"),
			"mixed: %s", path);
		table_free(row);
	}
}

static const struct ktap_case cases[] = {
	{ "a path is recorded as it was given", as_given },
	{ "a path that begins at a descriptor has its number", at_descriptor,
	  bad_programs_remove },
	{ "the end of a long path is cut", long_ones },
	{ "so is that of a path that begins at a descriptor", long_at_descriptor },
	{ "a path at the end of the memory is recorded", at_end_of_memory },
	{ "a path across two pages is recorded", across_pages },
	{ "a path at a bad address is unknown", unreadable },
	{ "of a search along PATH, the path is that of the error", search, bad_programs_remove },
	{ "a dead task has its own path", dead },
	{ "a reader never sees a mixture of two paths", never_mixed },
};

KTAP_MAIN(cases)
