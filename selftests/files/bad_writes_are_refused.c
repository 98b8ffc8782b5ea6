// SPDX-License-Identifier: GPL-2.0
/* Each file has the right mode and owner, and refuses bad writes. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "table.h"

static const struct {
	const char *path;
	mode_t mode;
} files[] = {
	{ "/proc/lifecycle", S_IFDIR | 0555 },
	{ LC_PROC "tasks", S_IFREG | 0444 },
	{ LC_PROC "dead", S_IFREG | 0444 },
	{ LC_PROC "oom", S_IFREG | 0444 },
	{ LC_PROC "task", S_IFREG | 0666 },
	{ LC_PROC "events", S_IFREG | 0666 },
	{ LC_PROC "switches", S_IFREG | 0666 },
	{ LC_PROC "waits", S_IFREG | 0666 },
	{ LC_PROC "self", S_IFREG | 0444 },
	{ LC_PROC "stats", S_IFREG | 0444 },
	{ LC_DEBUG "hooks", S_IFREG | 0400 },
	{ LC_DEBUG "table", S_IFREG | 0400 },
	{ LC_DEBUG "reset", S_IFREG | 0200 },
};

static void modes(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct stat stat;

		if (!expect(!lstat(files[i].path, &stat), "%s: %s", files[i].path, strerror(errno)))
			continue;
		expect(stat.st_mode == files[i].mode, "%s has mode %o, not %o", files[i].path,
		       stat.st_mode, files[i].mode);
		expect(!stat.st_uid && !stat.st_gid, "%s is owned by %u:%u", files[i].path,
		       stat.st_uid, stat.st_gid);
	}
}

static void open_as_user(void *unused)
{
	become(1002);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		bool debug = !strncmp(files[i].path, LC_DEBUG, strlen(LC_DEBUG));
		int fd = open(files[i].path, O_RDONLY);

		expect(debug ? fd < 0 && errno == EACCES : fd >= 0, "%s: %s", files[i].path,
		       fd < 0 ? strerror(errno) : "opened");
		fd = S_ISDIR(files[i].mode) ? -1 : open(files[i].path, O_WRONLY);
		if (files[i].mode != (S_IFREG | 0666))
			expect(fd < 0, "%s can be opened for writing", files[i].path);
		else
			expect(fd >= 0, "%s: %s", files[i].path, strerror(errno));
	}
}

static void plain_user(void)
{
	expect_u64("status", reap(spawn(open_as_user, NULL)), 0);
}

/* Root passes the mode check; the write itself fails. */
static void read_only(void)
{
	static const char * const paths[] = {
		LC_PROC "tasks", LC_PROC "dead", LC_PROC "oom", LC_PROC "self",
		LC_PROC "stats",
		LC_DEBUG "hooks", LC_DEBUG "table",
	};

	for (size_t i = 0; i < ARRAY_SIZE(paths); i++)
		expect(!write_file(paths[i], "1"), "%s accepts a write", paths[i]);
}

static char long_rubbish[10000];

static const struct {
	const char *path, *input;
	int error;
} writes[] = {
	{ LC_PROC "task", "", EINVAL },
	{ LC_PROC "task", "\n", EINVAL },
	{ LC_PROC "task", "0", EINVAL },
	{ LC_PROC "task", "-1", EINVAL },
	{ LC_PROC "task", "abc", EINVAL },
	{ LC_PROC "task", "1x", EINVAL },
	{ LC_PROC "task", "0x1", EINVAL },
	{ LC_PROC "task", "1 2", EINVAL },
	{ LC_PROC "task", " 1", EINVAL },
	{ LC_PROC "task", "1 ", EINVAL },
	{ LC_PROC "task", "1\n\n", EINVAL },
	{ LC_PROC "task", "1\n2\n", EINVAL },
	{ LC_PROC "task", "1.0", EINVAL },
	{ LC_PROC "task", "self", EINVAL },
	{ LC_PROC "task", long_rubbish, EINVAL },
	/* The module reads at most 15 bytes. */
	{ LC_PROC "task", "00000000000001", 0 },
	{ LC_PROC "task", "000000000000001", 0 },
	{ LC_PROC "task", "0000000000000001", EINVAL },
	{ LC_PROC "task", "00000000000000001", EINVAL },
	{ LC_PROC "task", "4194304", ESRCH },
	{ LC_PROC "task", "2147483647\n", ESRCH },
	{ LC_PROC "task", "1", 0 },
	{ LC_PROC "task", "1\n", 0 },
	{ LC_DEBUG "reset", "", EINVAL },
	{ LC_DEBUG "reset", "0", EINVAL },
	{ LC_DEBUG "reset", "2", EINVAL },
	{ LC_DEBUG "reset", "y", EINVAL },
	{ LC_DEBUG "reset", "11", EINVAL },
	{ LC_DEBUG "reset", "-1", EINVAL },
	{ LC_DEBUG "reset", "1x", EINVAL },
	{ LC_DEBUG "reset", "1 1", EINVAL },
	{ LC_DEBUG "reset", "+1", EINVAL },
	{ LC_DEBUG "reset", "01", EINVAL },
	{ LC_DEBUG "reset", "1\n\n", EINVAL },
	{ LC_DEBUG "reset", long_rubbish, EINVAL },
	{ LC_DEBUG "reset", "1\n", 0 },
	{ LC_DEBUG "reset", "1", 0 },
};

static void bad_writes(void)
{
	memset(long_rubbish, 'a', sizeof(long_rubbish) - 1);
	for (size_t i = 0; i < ARRAY_SIZE(writes); i++) {
		int fd = open(writes[i].path, O_WRONLY), error;
		ssize_t length = strlen(writes[i].input), written;

		require(fd >= 0, "%s: %s", writes[i].path, strerror(errno));
		errno = 0;
		written = write(fd, writes[i].input, length);
		error = errno;
		expect(writes[i].error ? written < 0 && error == writes[i].error
				       : written == length,
		       "%s: '%.20s': %zd, %s", writes[i].path, writes[i].input, written,
		       strerror(error));
		close(fd);
	}
}

static void zero_bytes(void)
{
	const void * volatile nowhere = (void *)8;
	int fd = open(LC_PROC "task", O_RDWR), reset;

	expect(write(fd, "1\0", 2) < 0 && errno == EINVAL, "a zero byte is accepted in a number");
	expect(write(fd, nowhere, 1) < 0 && errno == EFAULT, "a bad address: %s",
	       strerror(errno));
	/* Bytes after a zero byte count. */
	reset = open(LC_DEBUG "reset", O_WRONLY);
	expect(write(reset, "1\0", 2) < 0 && errno == EINVAL, "reset accepts a zero byte");
	expect(write(reset, "1\0 and more", 11) < 0 && errno == EINVAL, "reset accepts rubbish");
	expect(write(reset, nowhere, 1) < 0 && errno == EFAULT, "a bad address: %s",
	       strerror(errno));
	close(reset);
	/* More digits than any integer has. */
	expect(write(fd, "99999999999999999999999", 23) < 0 &&
	       (errno == EINVAL || errno == ESRCH), "a huge number: %s", strerror(errno));
	close(fd);
}

static void read_before_write(void)
{
	int fd = open(LC_PROC "task", O_RDWR);
	char byte;

	require(fd >= 0, "task: %s", strerror(errno));
	expect(read(fd, &byte, 1) < 0 && errno == EINVAL, "a read without a question succeeds");
	expect(write(fd, "1", 1) == 1, "write after the failed read: %s", strerror(errno));
	expect(read(fd, &byte, 1) == 1 && byte == '#', "read: %s", strerror(errno));
}

/* A question that fails does not leave the previous answer readable. */
static void failed_question(void)
{
	static const int read_before[] = { 0, 1, 300, 100000 };
	int fd = open(LC_PROC "task", O_RDWR);
	static char bytes[100000];

	for (size_t i = 0; i < ARRAY_SIZE(read_before); i++) {
		require(write(fd, "1", 1) == 1, "ask: %s", strerror(errno));
		require(read(fd, bytes, read_before[i]) >= 0, "read: %s", strerror(errno));
		require(write(fd, "2147483647", 10) < 0 && errno == ESRCH, "an unused pid: %s",
			strerror(errno));
		expect(read(fd, bytes, 1) < 0 && errno == EINVAL,
		       "after %d bytes the old answer can be read on", read_before[i]);
	}
}

/* Several questions on one descriptor. */
static void asked_again(void)
{
	int fd = open(LC_PROC "task", O_RDWR);
	char number[16], byte;

	for (int i = 0; i < 10; i++) {
		int pid = i % 2 ? getpid() : 1;
		int length = snprintf(number, sizeof(number), "%d\n", pid);
		struct table *task;

		require(write(fd, number, length) == length, "ask: %s", strerror(errno));
		/* Every other answer is read only in part. */
		if (i % 4 >= 2) {
			expect(read(fd, &byte, 1) == 1, "read: %s", strerror(errno));
			continue;
		}
		task = values_parse(file_text(fd));
		expect_u64("pid", table_u64(task, 0, "pid"), pid);
		table_free(task);
	}
}

static void reset_forgets(void)
{
	pid_t pid = spawn_helper("@exit", 0);
	struct table *dead;
	uint64_t deaths;

	reap(pid);
	table_free(dead_get(pid));
	deaths = stats_get("deaths");
	require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	dead = table_read(LC_PROC "dead");
	expect_u64("rows of the cleared task", table_count(dead, "pid", pid), 0);
	expect(!task_ask(pid) && errno == ESRCH, "task %d: %s", pid, strerror(errno));
	expect(stats_get("deaths") >= deaths, "the count of deaths went back");
	pid = spawn_helper("@exit", 9);
	reap(pid);
	dead = dead_get(pid);
	expect_u64("exit_code", table_u64(dead, 0, "exit_code"), 9);
	expect(table_u64(dead, 0, "death_seq") > deaths, "death_seq starts again");
}

static const struct ktap_case cases[] = {
	{ "modes and owners are right", modes },
	{ "an unprivileged user can open only what the modes allow", plain_user },
	{ "read-only files refuse writes by root", read_only },
	{ "bad writes fail with the right errno, good ones succeed", bad_writes },
	{ "zero bytes, bad addresses and huge numbers are refused", zero_bytes },
	{ "reading 'task' before writing fails", read_before_write },
	{ "a failed question clears the previous answer", failed_question },
	{ "one descriptor answers several questions", asked_again },
	{ "reset clears the history and keeps the counts", reset_forgets },
};

KTAP_MAIN(cases)
