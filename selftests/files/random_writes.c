// SPDX-License-Identifier: GPL-2.0
/*
 * Random writes to each file, at any offset, from any buffer: bad writes fail with the
 * right errno and change nothing, good ones take effect. Files are found by walking the
 * folders.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

#include "child.h"
#include "files.h"
#include "ktap.h"
#include "memory.h"
#include "random.h"
#include "table.h"

#define ROUNDS 1500
#define ROOM (1 << 20)

static char *memory;

/* Mostly close to valid input. */
static size_t draw_text(char *to)
{
	static const char likely[] = "0123456789111\n\n\0 -+x.";
	size_t length = random_below(20) ? random_below(random_below(3) ? 4 : 24) :
					   random_size(ROOM);

	for (size_t i = 0; i < length; i++)
		to[i] = random_below(10) ? likely[random_below(sizeof(likely))] :
					   (char)random_next();
	return length;
}

/* The value of a decimal number of less than 16 bytes with an optional newline, else 0. */
static long number_in(const char *text, size_t length)
{
	long value = 0;
	size_t i;

	if (!length || length > 15)
		return 0;
	for (i = 0; i < length && text[i] >= '0' && text[i] <= '9'; i++)
		value = value * 10 + text[i] - '0';
	if (!i || (i < length && (i + 1 < length || text[i] != '\n')) || value > INT_MAX)
		return 0;
	return value;
}

/**
 * struct state - what a write may have changed
 * @dead: the history
 * @oom: the list of OOM kills
 */
struct state {
	char *dead, *oom;
};

static void state_take(struct state *state)
{
	state->dead = path_text(LC_PROC "dead");
	state->oom = path_text(LC_PROC "oom");
	require(state->dead && state->oom, "no history: %s", strerror(errno));
}

static void state_drop(struct state *state)
{
	free(state->dead);
	free(state->oom);
}

/* Other tasks may have died. */
static void expect_unchanged(const struct state *before, const char *path)
{
	struct state now;

	state_take(&now);
	require(!strncmp(now.dead, before->dead, strlen(before->dead)),
		"a write to %s changes the history", path);
	require(!strcmp(now.oom, before->oom), "a write to %s changes the OOM kills", path);
	state_drop(&now);
}

/* writev(2) is two writes to such files; neither is valid. */
static ssize_t write_somehow(int fd, const char *text, size_t length)
{
	size_t part = random_below(length + 1);
	struct iovec parts[] = {
		{ (void *)text, part }, { (void *)(text + part), length - part },
	};

	/* The kernel does not call the file for an empty vector. */
	switch (length ? random_below(4) : 2) {
	case 0:
		return pwrite(fd, text, length, random_below(3) ? random_below(10000) :
							    LONG_MAX - ROOM);
	case 1:
		return writev(fd, parts, 2);
	default:
		return write(fd, text, length);
	}
}

struct target {
	const struct lc_file *file;
	int fd;
	struct state before;
};

/* 'task': an answer, ESRCH or EINVAL. */
static void try_task(struct target *target, const char *text, size_t length)
{
	long wanted = number_in(text, length);
	ssize_t written = write(target->fd, text, length);

	if (written < 0) {
		require(errno == (wanted ? ESRCH : EINVAL), "task: '%.20s' (%zu): %s", text,
			length, strerror(errno));
		if (wanted)
			require(read(target->fd, memory, 1) < 0 && errno == EINVAL,
				"no task was found, but a read succeeds");
		return;
	}
	require((size_t)written == length && wanted, "task: '%.20s' (%zu) is accepted", text,
		length);
	expect_u64("pid", table_u64(values_parse(file_text(target->fd)), 0, "pid"), wanted);
}

/* Only '1' is valid, which is tested at the end. */
static void try_reset(struct target *target, char *text, size_t length)
{
	ssize_t written;

	for (size_t i = 0; i < length; i++)
		if (text[i] == '1')
			text[i] = '2';
	written = write_somehow(target->fd, text, length);
	require(written < 0 && (errno == EINVAL || errno == ESPIPE),
		"reset: '%.20s' (%zu): %zd, %s", text, length,
		written, strerror(errno));
}

/* A read-only file, which may or may not be called for an empty write. */
static void try_other(struct target *target, const char *text, size_t length)
{
	ssize_t written = write_somehow(target->fd, text, length);

	require((written < 0 && (errno == EIO || errno == EINVAL || errno == ESPIPE)) ||
		(!written && !length),
		"%s: '%.20s' (%zu): %zd, %s", target->file->path, text, length, written,
		strerror(errno));
}

/* Some mapped bytes, then unmapped ones: as many bytes as are mapped, or EFAULT. */
static void try_bad_memory(struct target *target)
{
	size_t good = random_below(3);
	const char *from = memory + ROOM - good;
	ssize_t written;

	memset(memory + ROOM - good, '1', good);
	written = write(target->fd, from, good + 1 + random_below(2000));
	require(written < 0 && (errno == EFAULT || errno == EINVAL || errno == EIO),
		"%s: from unmapped memory: %zd, %s", target->file->path, written, strerror(errno));
}

static void rounds(struct target *target)
{
	for (int i = 0; i < ROUNDS; i++) {
		size_t length = draw_text(memory);

		if (!random_below(10))
			try_bad_memory(target);
		else if (!strcmp(target->file->path, LC_PROC "task"))
			try_task(target, memory, length);
		else if (!strcmp(target->file->path, LC_DEBUG "reset"))
			try_reset(target, memory, length);
		else
			try_other(target, memory, length);
		if (i % 300 == 299)
			expect_unchanged(&target->before, target->file->path);
	}
}

static void by_lot(void)
{
	static struct file_list list;

	memory = memory_with_end(ROOM);
	random_begin();
	for (int i = 0; i < 5; i++)
		reap(spawn_helper("@exit", i));
	files_list(&list);
	for (int i = 0; i < list.count; i++) {
		struct target target = { &list.files[i] };
		bool both = (target.file->mode & 0666) == 0666;

		state_take(&target.before);
		target.fd = open(target.file->path, (both ? O_RDWR : O_WRONLY) |
				 (random_below(2) ? O_APPEND : O_TRUNC));
		require(target.fd >= 0, "%s: %s", target.file->path, strerror(errno));
		rounds(&target);
		close(target.fd);
		state_drop(&target.before);
	}
}

/* A question has no offset: write() works at any file position, pwrite() does not. */
static void anywhere(void)
{
	static const long places[] = { 0, 1, 500, 4096, 1L << 40, LONG_MAX - 100 };
	int fd = open(LC_PROC "task", O_RDWR);
	char byte;

	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		require(pwrite(fd, "1\n", 2, places[i]) < 0 && errno == ESPIPE,
			"pwrite at %ld: %s", places[i], strerror(errno));
		require(lseek(fd, places[i], SEEK_SET) == places[i] || !i || errno == EINVAL,
			"lseek to %ld: %s", places[i], strerror(errno));
		require(write(fd, "1", 1) == 1, "write at %ld: %s", places[i], strerror(errno));
		require(read(fd, &byte, 1) == 1 && byte == '#',
			"at %ld the answer starts with %02x", places[i], byte);
	}
}

static const struct ktap_case cases[] = {
	{ "random writes to each file are refused or take effect", by_lot },
	{ "a question can be written at any file position", anywhere },
};

KTAP_MAIN(cases)
