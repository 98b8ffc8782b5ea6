// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "attack_files.h"
#include "deaths.h"
#include "ktap.h"
#include "random.h"
#include "table.h"
#include "witness.h"

#define BYTES 3000
#define ROOM 70000
#define POLL_MS 200

static const char * const paths[] = {
	LC_PROC "tasks", LC_PROC "dead", LC_PROC "stats", LC_PROC "oom", LC_PROC "self",
	LC_PROC "task",
};

/* Any part of any file: no name of others, and no byte that does not belong there. */
static void expect_clean(const struct attacker *self, const char *text, size_t size)
{
	expect(!memmem(text, size, WITNESS_WORD, strlen(WITNESS_WORD)),
	       "user %u reads of a process of root", self->uid);
	expect(!memmem(text, size, self->others_name, strlen(self->others_name)),
	       "user %u reads of %s", self->uid, self->others_name);
	for (size_t i = 0; i < size; i++)
		require(text[i] == '\n' || (text[i] >= ' ' && text[i] <= '~'),
			"the byte %02x", (unsigned char)text[i]);
}

/* The kernel's word for whose it is, and that of the process itself: its name. */
static void expect_own_rows(const struct attacker *self, const struct table *table)
{
	for (int row = 0; row < table->rows; row++)
		expect(table_u64(table, row, "uid") == self->uid &&
		       !strncmp(table_text(table, row, "comm"), self->name, strlen(self->name)),
		       "user %u sees pid %s, %s, of user %s", self->uid,
		       table_text(table, row, "pid"), table_text(table, row, "comm"),
		       table_text(table, row, "uid"));
}

static void expect_own_text(const struct attacker *self, char *text, bool is_list)
{
	struct table *table;

	require(text, "read: %s", strerror(errno));
	expect_clean(self, text, strlen(text));
	table = is_list ? values_parse(text) : table_parse(text);
	expect_own_rows(self, table);
	table_free(table);
}

/* Whole tables, all the time. */
int attack_rows(struct attacker *self)
{
	expect_own_text(self, path_text(LC_PROC "tasks"), false);
	expect_own_text(self, path_text(LC_PROC "dead"), false);
	return 0;
}

static int open_file(const char *path)
{
	int fd = open(path, strcmp(path, LC_PROC "task") ? O_RDONLY : O_RDWR);

	require(fd >= 0, "%s: %s", path, strerror(errno));
	return fd;
}

/* The beginning, and what follows after many deaths at once. */
int attack_bytes(struct attacker *self)
{
	int fd = open_file(LC_PROC "dead");
	char begin[BYTES], *rest, *text;
	size_t length;

	for (length = 0; length < BYTES && read(fd, begin + length, 1) == 1; length++)
		;
	rest = file_text(fd);
	require(rest, "read: %s", strerror(errno));
	require(asprintf(&text, "%.*s%s", (int)length, begin, rest) > 0, "no memory");
	free(rest);
	close(fd);
	expect_own_text(self, text, false);
	return 0;
}

/* Also far beyond the end, which the whole file has to be generated for. */
static off_t any_offset(void)
{
	static const off_t odd[] = {
		-1, LONG_MIN, LONG_MAX, LONG_MAX - 1, 1L << 62, INT_MAX, UINT_MAX, 1,
	};

	return random_below(3) ? (off_t)random_below(1 << 20) : odd[random_below(ARRAY_SIZE(odd))];
}

int attack_offsets(struct attacker *self)
{
	static char buffer[ROOM];
	int fd = open_file(paths[self->step % (ARRAY_SIZE(paths) - 1)]);

	for (int i = 0; i < 4; i++) {
		off_t from = any_offset();
		ssize_t got = pread(fd, buffer, random_size(ROOM - 1), from);

		/* Itself may have no record. */
		if (got < 0)
			require(errno == EINVAL || errno == EOVERFLOW || errno == ESRCH,
				"pread at %ld: %s", from, strerror(errno));
		else
			expect_clean(self, buffer, got);
	}
	close(fd);
	return 0;
}

static void begin_to_read(const struct attacker *self, const char *path)
{
	int fd = open_file(path);
	char part[200];
	ssize_t got = read(fd, part, sizeof(part));

	if (got > 0)
		expect_clean(self, part, got);
}

/* All files stay open; the reader of 'dead' continues for as long as the storm lasts. */
int attack_open_files(struct attacker *self)
{
	static struct table *header;
	static int dead;
	struct pollfd event = { .events = POLLIN };
	struct table *rows;
	char *text;

	if (!header) {
		for (size_t i = 0; i < ARRAY_SIZE(paths); i++)
			begin_to_read(self, paths[i]);
		dead = open_file(LC_PROC "dead");
		header = table_parse(file_text(dead));
	}
	event.fd = dead;
	require(poll(&event, 1, POLL_MS) >= 0, "poll: %s", strerror(errno));
	text = file_text(dead);
	require(text, "dead: %s", strerror(errno));
	expect_clean(self, text, strlen(text));
	rows = table_parse_rows(header, text);
	expect_own_rows(self, rows);
	expect_in_order(rows);
	table_free(rows);
	return 0;
}

static void write_junk(int fd)
{
	char junk[64];
	size_t length = random_below(sizeof(junk));

	for (size_t i = 0; i < length; i++)
		junk[i] = random_below(2) ? random_next() : '0' + random_below(10);
	if (write(fd, junk, length) < 0)
		require(errno == EINVAL || errno == ESRCH, "task: %s", strerror(errno));
}

static bool ask(int fd, pid_t pid)
{
	char number[16];
	int length = snprintf(number, sizeof(number), "%d", pid);

	if (write(fd, number, length) == length)
		return true;
	require(errno == ESRCH, "task: %s", strerror(errno));
	return false;
}

/* Junk, processes of others, then one of its own or, more often, none. */
int attack_questions(struct attacker *self)
{
	int fd = open_file(LC_PROC "task");
	char byte;

	for (int i = 0; i < 20; i++)
		write_junk(fd);
	for (size_t i = 0; i < ARRAY_SIZE(self->hidden); i++) {
		if (!*self->hidden[i])
			continue;
		expect(!ask(fd, *self->hidden[i]), "user %u finds pid %d", self->uid,
		       *self->hidden[i]);
		expect(read(fd, &byte, 1) < 0 && errno == EINVAL, "user %u reads an answer",
		       self->uid);
	}
	if (ask(fd, getpid()))
		expect_own_text(self, file_text(fd), true);
	close(fd);
	return 0;
}
