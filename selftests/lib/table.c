// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ktap.h"
#include "table.h"
#include "time.h"

char *file_text(int fd)
{
	size_t room = 1 << 16, used = 0;
	char *text = malloc(room);
	ssize_t got;

	require(text, "no memory");
	while ((got = read(fd, text + used, room - used - 1)) > 0) {
		used += got;
		if (room - used < 4096)
			text = realloc(text, room *= 2);
		require(text, "no memory");
	}
	if (got < 0) {
		free(text);
		return NULL;
	}
	text[used] = '\0';
	return text;
}

char *path_text(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text;

	if (fd < 0)
		return NULL;
	text = file_text(fd);
	close(fd);
	return text;
}

/* Cuts off the next line; each line must end with a newline. */
static char *next_line(char **at)
{
	char *line = *at, *end;

	if (!*line)
		return NULL;
	end = strchr(line, '\n');
	require(end, "the last line is not terminated: '%.60s'", line);
	*end = '\0';
	*at = end + 1;
	return line;
}

static char *skip_version(char *text)
{
	char *line = next_line(&text);

	require(line && !strcmp(line, "# lifecycle 2"), "line 1 is '%.60s'", line ? line : "");
	return text;
}

/* Exactly one blank between two words, none before or after. */
static int split(char *line, char **words, int room)
{
	int count = 0;

	for (char *word = line; word; ) {
		char *end = strchr(word, ' ');

		if (end)
			*end++ = '\0';
		require(*word, "an empty cell (number %d)", count + 1);
		require(count < room, "more than %d cells", room);
		words[count++] = word;
		word = end;
	}
	return count;
}

static int count_char(const char *text, char wanted)
{
	int count = 0;

	for (; *text; text++)
		count += *text == wanted;
	return count;
}

static struct table *new_table(char *text, int columns, int rows)
{
	struct table *table = calloc(1, sizeof(*table));

	require(table, "no memory");
	table->text = text;
	table->columns = columns;
	table->names = calloc(columns + 1, sizeof(char *));
	table->cells = calloc((size_t)columns * (rows + 1) + 1, sizeof(char *));
	require(table->names && table->cells, "no memory");
	return table;
}

static void parse_rows(struct table *table, char *at)
{
	char *line;

	while ((line = next_line(&at))) {
		int cells = split(line, table->cells + table->rows * table->columns,
				  table->columns);

		require(cells == table->columns, "row %d has %d cells under %d names",
			table->rows + 1, cells, table->columns);
		table->rows++;
	}
}

struct table *table_parse(char *text)
{
	struct table *table;
	char *at, *header;

	require(text, "nothing to read: %s", strerror(errno));
	at = skip_version(text);
	header = next_line(&at);
	require(header, "no header row");
	table = new_table(text, count_char(header, ' ') + 1, count_char(at, '\n'));
	split(header, table->names, table->columns);
	parse_rows(table, at);
	return table;
}

/* More rows of a table whose header was read before. */
struct table *table_parse_rows(const struct table *like, char *text)
{
	struct table *table;

	require(text, "nothing to read: %s", strerror(errno));
	table = new_table(text, like->columns, count_char(text, '\n'));
	memcpy(table->names, like->names, like->columns * sizeof(char *));
	parse_rows(table, text);
	return table;
}

struct table *table_read(const char *path)
{
	char *text = path_text(path);

	require(text, "%s: %s", path, strerror(errno));
	return table_parse(text);
}

struct table *values_parse(char *text)
{
	struct table *table;
	char *at, *line;

	require(text, "nothing to read: %s", strerror(errno));
	at = skip_version(text);
	table = new_table(text, count_char(at, '\n'), 1);
	table->rows = 1;
	for (int i = 0; (line = next_line(&at)); i++) {
		char *value = strstr(line, ": ");

		require(value, "'%s' is not 'name: value'", line);
		*value = '\0';
		value += 2;
		require(*value && !strchr(value, ' '), "%s has the value '%s'", line, value);
		table->names[i] = line;
		table->cells[i] = value;
	}
	return table;
}

struct table *values_read(const char *path)
{
	char *text = path_text(path);

	require(text, "%s: %s", path, strerror(errno));
	return values_parse(text);
}

void table_free(struct table *table)
{
	if (!table)
		return;
	free(table->text);
	free(table->names);
	free(table->cells);
	free(table);
}

int table_column(const struct table *table, const char *name)
{
	for (int i = 0; i < table->columns; i++)
		if (!strcmp(table->names[i], name))
			return i;
	return -1;
}

const char *table_text(const struct table *table, int row, const char *name)
{
	int column = table_column(table, name);

	require(column >= 0, "no column %s", name);
	require(row >= 0 && row < table->rows, "no such row (looking for %s)", name);
	return table->cells[row * table->columns + column];
}

bool table_none(const struct table *table, int row, const char *name)
{
	return !strcmp(table_text(table, row, name), "-");
}

uint64_t table_u64(const struct table *table, int row, const char *name)
{
	const char *text = table_text(table, row, name);
	char *end;
	uint64_t value;

	errno = 0;
	value = strtoull(text, &end, 10);
	require(text[0] >= '0' && text[0] <= '9' && !*end && !errno,
		"%s is '%s', not a number (pid %s, comm %s)", name, text,
		table_column(table, "pid") < 0 ? "?" : table_text(table, row, "pid"),
		table_column(table, "comm") < 0 ? "?" : table_text(table, row, "comm"));
	return value;
}

/* For counters that appear only once they were incremented, and for '-'. */
uint64_t table_u64_or(const struct table *table, int row, const char *name, uint64_t other)
{
	if (table_column(table, name) < 0 || table_none(table, row, name))
		return other;
	return table_u64(table, row, name);
}

int table_find(const struct table *table, const char *name, uint64_t value)
{
	for (int row = 0; row < table->rows; row++)
		if (table_u64_or(table, row, name, ~value) == value)
			return row;
	return -1;
}

int table_count(const struct table *table, const char *name, uint64_t value)
{
	int count = 0;

	for (int row = 0; row < table->rows; row++)
		count += table_u64_or(table, row, name, ~value) == value;
	return count;
}

struct table *task_ask(pid_t pid)
{
	int fd = open(LC_PROC "task", O_RDWR | O_CLOEXEC);
	char number[24], *text;
	int length, written, error;

	require(fd >= 0, LC_PROC "task: %s", strerror(errno));
	length = snprintf(number, sizeof(number), "%d\n", pid);
	written = write(fd, number, length);
	error = errno;
	text = written == length ? file_text(fd) : NULL;
	if (written == length)
		require(text, "'task' for %d cannot be read: %s", pid, strerror(errno));
	close(fd);
	errno = error;
	return text ? values_parse(text) : NULL;
}

struct table *task_get(pid_t pid)
{
	struct table *table = task_ask(pid);

	require(table, "'task' for %d: %s", pid, strerror(errno));
	require(table_u64(table, 0, "pid") == (uint64_t)pid, "asked for %d, got %s", pid,
		table_text(table, 0, "pid"));
	return table;
}

/* No event says when a row changes: poll. */
struct table *task_wait(pid_t pid, const char *column, const char *text)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	for (;;) {
		struct table *task = task_get(pid);
		const char *now = table_text(task, 0, column);

		if (!strcmp(now, text))
			return task;
		require(clock_ns() < deadline, "%d: %s is %s, never %s", pid, column, now, text);
		table_free(task);
		sched_yield();
	}
}

uint64_t stats_get(const char *name)
{
	struct table *stats = values_read(LC_PROC "stats");
	uint64_t value = table_u64_or(stats, 0, name, 0);

	table_free(stats);
	return value;
}

/* Narrows a table to one of its rows; the cells stay where they are. */
static struct table *only_row(struct table *table, int row)
{
	memcpy(table->cells, table->cells + row * table->columns,
	       table->columns * sizeof(char *));
	table->rows = 1;
	return table;
}

struct table *dead_get(pid_t pid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	for (;;) {
		struct table *dead = table_read(LC_PROC "dead");
		int row = table_find(dead, "pid", pid);

		if (row >= 0) {
			expect_u64("rows in dead for one life", table_count(dead, "pid", pid), 1);
			return only_row(dead, row);
		}
		table_free(dead);
		require(clock_ns() < deadline, "%d never appeared in dead", pid);
		sched_yield();
	}
}
