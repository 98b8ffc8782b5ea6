// SPDX-License-Identifier: GPL-2.0
/* A file reads the same in small pieces, from the middle or again. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"

#define CHILDREN 60

static char *in_pieces(int fd, size_t piece)
{
	size_t room = 1 << 20, used = 0;
	char *text = malloc(room);
	ssize_t got;

	require(text, "no memory");
	while ((got = read(fd, text + used, piece)) > 0) {
		used += got;
		require(used + piece < room, "no end of file");
	}
	require(got == 0, "read: %s", strerror(errno));
	text[used] = '\0';
	return text;
}

static int open_file(const char *name)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC);

	require(fd >= 0, "%s: %s", name, strerror(errno));
	return fd;
}

static void expect_death(int count)
{
	for (int i = 0; i < count; i++)
		reap(spawn_helper("@exit", i % 100));
}

static void block(void *gate)
{
	gate_wait(gate);
}

static void crowd(struct gate *gate)
{
	gate_init(gate);
	for (int i = 0; i < CHILDREN; i++)
		spawn(block, gate);
}

/* The history does not change: the same bytes, whatever the read size. */
static void dead_in_pieces(void)
{
	static const size_t sizes[] = { 1, 7, 100, 4096, 65536 };
	char *whole;

	expect_death(80);
	whole = path_text(LC_PROC "dead");
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		int fd = open_file(LC_PROC "dead");
		char *text = in_pieces(fd, sizes[i]);

		/* Others may have died meanwhile: the beginning is the same. */
		expect(!strncmp(text, whole, strlen(whole)), "pieces of %zu bytes differ",
		       sizes[i]);
		free(text);
		close(fd);
	}
}

static void dead_from_the_middle(void)
{
	char *whole, piece[300];
	int fd, length;

	expect_death(80);
	whole = path_text(LC_PROC "dead");
	length = strlen(whole);
	fd = open_file(LC_PROC "dead");
	for (int at = 0; at < length; at += 997) {
		int wanted = length - at < 300 ? length - at : 300;
		ssize_t got = pread(fd, piece, wanted, at);

		expect(got > 0 && got <= wanted && !memcmp(piece, whole + at, got),
		       "pread at %d returns %zd bytes that differ", at, got);
	}
	/* Backwards, with lseek(). */
	for (int at = length - 1; at >= 0; at -= 1499) {
		ssize_t got;

		require(lseek(fd, at, SEEK_SET) == at, "lseek: %s", strerror(errno));
		got = read(fd, piece, 1);
		expect(got == 1 && *piece == whole[at], "the byte at %d differs", at);
	}
}

/* Rows that change between two reads are still whole rows. */
static void tasks_in_pieces(void)
{
	static const size_t sizes[] = { 1, 10, 333, 5000 };
	struct gate gate;

	crowd(&gate);
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		int fd = open_file(LC_PROC "tasks");
		struct table *tasks = table_parse(in_pieces(fd, sizes[i]));

		expect(tasks->rows > CHILDREN, "only %d rows", tasks->rows);
		for (int row = 0; row < tasks->rows; row++) {
			expect_conserved(tasks, row);
			expect_u64("rows of one task",
				   table_count(tasks, "pid", table_u64(tasks, row, "pid")), 1);
		}
		close(fd);
	}
}

/* While tasks come and go, a task that stays is listed exactly once. */
static void tasks_while_others_go(void)
{
	pid_t stay[CHILDREN], go[CHILDREN];
	struct gate staying, going;
	struct table *tasks;
	size_t used = 0;
	ssize_t got;
	char *text = malloc(1 << 20);
	int fd = open_file(LC_PROC "tasks");

	require(text, "no memory");
	gate_init(&staying);
	gate_init(&going);
	for (int i = 0; i < CHILDREN; i++) {
		go[i] = spawn(block, &going);
		stay[i] = spawn(block, &staying);
	}
	for (int i = 0; (got = read(fd, text + used, 200)) > 0; i++) {
		used += got;
		if (i < CHILDREN)
			gate_open(&going);
		if (i % 3 == 0)
			expect_death(1);
	}
	text[used] = '\0';
	tasks = table_parse(text);
	for (int i = 0; i < CHILDREN; i++)
		expect_u64("rows of a task that stayed", table_count(tasks, "pid", stay[i]), 1);
	for (int i = 0; i < CHILDREN; i++)
		expect(table_count(tasks, "pid", go[i]) <= 1, "a task that ended is listed twice");
}

static void one_in_pieces(void)
{
	char number[16];

	for (size_t piece = 1; piece < 2000; piece = piece * 3 + 1) {
		int fd = open(LC_PROC "task", O_RDWR);
		struct table *task;
		int length = snprintf(number, sizeof(number), "%d", getpid());

		require(write(fd, number, length) == length, "ask: %s", strerror(errno));
		task = values_parse(in_pieces(fd, piece));
		expect_conserved(task, 0);
		expect_u64("pid", table_u64(task, 0, "pid"), getpid());
		close(fd);
		fd = open_file(LC_PROC "self");
		task = values_parse(in_pieces(fd, piece));
		expect_conserved(task, 0);
		expect_u64("pid", table_u64(task, 0, "pid"), getpid());
		close(fd);
	}
}

static void read_again(void)
{
	static const char * const names[] = { "tasks", "self", "stats" };
	char path[64];

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char *first, *second;
		int fd;

		snprintf(path, sizeof(path), LC_PROC "%s", names[i]);
		fd = open_file(path);
		first = file_text(fd);
		require(!lseek(fd, 0, SEEK_SET), "lseek: %s", strerror(errno));
		second = file_text(fd);
		expect(first && second && !strncmp(first, "# lifecycle 2\n", 14) &&
		       !strncmp(second, "# lifecycle 2\n", 14), "%s cannot be read again", path);
		expect(strcmp(first, second), "%s has not changed after a while", path);
		close(fd);
	}
}

/* Reading on in 'dead' returns each new row once, and the header only at the beginning. */
static void follow(void)
{
	int fd = open_file(LC_PROC "dead");
	struct table *all = table_parse(file_text(fd)), *more;
	pid_t pids[5];

	more = table_parse_rows(all, file_text(fd));
	expect_u64("rows with nothing new", more->rows, 0);
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < ARRAY_SIZE(pids); i++) {
			pids[i] = spawn_helper("@exit", i);
			reap(pids[i]);
		}
		more = table_parse_rows(all, file_text(fd));
		for (size_t i = 0; i < ARRAY_SIZE(pids); i++)
			expect_u64("rows of a new dead task", table_count(more, "pid", pids[i]), 1);
		expect(more->rows < 50, "%d rows, including old ones", more->rows);
	}
}

static const struct ktap_case cases[] = {
	{ "'dead' is the same in pieces of any size", dead_in_pieces },
	{ "'dead' is the same with pread() and lseek()", dead_from_the_middle },
	{ "reading on in 'dead' returns new rows only", follow },
	{ "'tasks' has whole rows in pieces of any size", tasks_in_pieces },
	{ "'tasks' lists a task once while others come and go", tasks_while_others_go },
	{ "'task' and 'self' are the same in pieces of any size", one_in_pieces },
	{ "'tasks', 'self' and 'stats' can be read again", read_again },
};

KTAP_MAIN(cases)
