// SPDX-License-Identifier: GPL-2.0
/* Every file has its mode and owner, and refuses what it does not understand. */
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
		expect(stat.st_mode == files[i].mode, "%s has the mode %o, not %o", files[i].path,
		       stat.st_mode, files[i].mode);
		expect(!stat.st_uid && !stat.st_gid, "%s belongs to %u:%u", files[i].path,
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
		if (strcmp(files[i].path, LC_PROC "task"))
			expect(fd < 0, "%s can be written to", files[i].path);
		else
			expect(fd >= 0, "%s: %s", files[i].path, strerror(errno));
	}
}

static void plain_user(void)
{
	expect_u64("status", reap(spawn(open_as_user, NULL)), 0);
}

/* Root gets past the mode, and is told that there is nothing to write to. */
static void read_only(void)
{
	static const char * const paths[] = {
		LC_PROC "tasks", LC_PROC "dead", LC_PROC "oom", LC_PROC "self",
		LC_PROC "stats",
		LC_DEBUG "hooks", LC_DEBUG "table",
	};

	for (size_t i = 0; i < ARRAY_SIZE(paths); i++)
		expect(!write_file(paths[i], "1"), "%s can be written to", paths[i]);
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

	expect(write(fd, "1\0", 2) < 0 && errno == EINVAL, "a zero byte is taken for a number's");
	expect(write(fd, nowhere, 1) < 0 && errno == EFAULT, "a bad address: %s",
	       strerror(errno));
	/* What comes behind a zero byte counts. */
	reset = open(LC_DEBUG "reset", O_WRONLY);
	expect(write(reset, "1\0", 2) < 0 && errno == EINVAL, "reset takes a zero byte");
	expect(write(reset, "1\0 and more", 11) < 0 && errno == EINVAL, "reset takes rubbish");
	expect(write(reset, nowhere, 1) < 0 && errno == EFAULT, "a bad address: %s",
	       strerror(errno));
	close(reset);
	/* More digits than any number has; no pid either way. */
	expect(write(fd, "99999999999999999999999", 23) < 0 &&
	       (errno == EINVAL || errno == ESRCH), "a huge number: %s", strerror(errno));
	close(fd);
}

static void read_before_write(void)
{
	int fd = open(LC_PROC "task", O_RDWR);
	char byte;

	require(fd >= 0, "task: %s", strerror(errno));
	expect(read(fd, &byte, 1) < 0 && errno == EINVAL, "no question, but an answer");
	expect(write(fd, "1", 1) == 1, "the question after that: %s", strerror(errno));
	expect(read(fd, &byte, 1) == 1 && byte == '#', "no answer: %s", strerror(errno));
}

/* Whoever asks for nobody does not read on in what was asked for before. */
static void asked_for_nobody(void)
{
	static const int read_before[] = { 0, 1, 300, 100000 };
	int fd = open(LC_PROC "task", O_RDWR);
	static char bytes[100000];

	for (size_t i = 0; i < ARRAY_SIZE(read_before); i++) {
		require(write(fd, "1", 1) == 1, "ask: %s", strerror(errno));
		require(read(fd, bytes, read_before[i]) >= 0, "read: %s", strerror(errno));
		require(write(fd, "2147483647", 10) < 0 && errno == ESRCH, "nobody: %s",
			strerror(errno));
		expect(read(fd, bytes, 1) < 0 && errno == EINVAL,
		       "after %d bytes there is an answer for nobody", read_before[i]);
	}
}

/* One descriptor, one question after the other. */
static void asked_again(void)
{
	int fd = open(LC_PROC "task", O_RDWR);
	char number[16], byte;

	for (int i = 0; i < 10; i++) {
		int pid = i % 2 ? getpid() : 1;
		int length = snprintf(number, sizeof(number), "%d\n", pid);
		struct table *task;

		require(write(fd, number, length) == length, "ask: %s", strerror(errno));
		/* Half of the time the answer is not read to its end. */
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
	expect_u64("rows of the forgotten", table_count(dead, "pid", pid), 0);
	expect(!task_ask(pid) && errno == ESRCH, "task %d: %s", pid, strerror(errno));
	expect(stats_get("deaths") >= deaths, "the deaths themselves are undone");
	pid = spawn_helper("@exit", 9);
	reap(pid);
	dead = dead_get(pid);
	expect_u64("exit_code", table_u64(dead, 0, "exit_code"), 9);
	expect(table_u64(dead, 0, "death_seq") > deaths, "numbers begin anew");
}

static const struct ktap_case cases[] = {
	{ "modes and owners", modes },
	{ "what a plain user can open", plain_user },
	{ "what is for reading only", read_only },
	{ "bad writes get their errno, good ones pass", bad_writes },
	{ "zero bytes, bad addresses, huge numbers", zero_bytes },
	{ "an answer needs a question", read_before_write },
	{ "no answer for nobody", asked_for_nobody },
	{ "one descriptor answers again and again", asked_again },
	{ "reset forgets the dead, and goes on", reset_forgets },
};

KTAP_MAIN(cases)
