// SPDX-License-Identifier: GPL-2.0
#include <limits.h>
#include <sys/uio.h>
#include <unistd.h>

#include "ktap.h"
#include "memory.h"
#include "random.h"
#include "random_reader.h"

static char *memory;

void random_reader_begin(void)
{
	memory = memory_with_end(TARGET_ROOM);
}

static char *poisoned(size_t size)
{
	memset(memory, POISON, size);
	return memory;
}

static long any_offset(const struct target *target)
{
	static const long odd[] = {
		-1, -4096, LONG_MIN, LONG_MAX, LONG_MAX - 1, 1L << 62, INT_MAX, UINT_MAX, 0,
	};

	if (!random_below(5))
		return odd[random_below(ARRAY_SIZE(odd))];
	return random_below(target->length + target->length / 8 + 2);
}

/* At a negative offset, or where the end of the read would overflow. */
static bool is_too_far(long from)
{
	return from < 0 || from > LONG_MAX - TARGET_ROOM - 4096;
}

static void expect_refusal(const struct target *target, const char *call, long from)
{
	require((errno == EINVAL || errno == EOVERFLOW) && is_too_far(from),
		"%s: %s at %ld: %s", target->path, call, from, strerror(errno));
}

static void try_read(struct target *target)
{
	size_t size = random_size(TARGET_ROOM);
	char *to = poisoned(size);
	ssize_t got = read(target->fd, to, size);

	if (got < 0) {
		expect_refusal(target, "read", target->at);
		return;
	}
	target_expect(target, to, size, target->at, got);
	target->at += got;
}

static void try_readv(struct target *target)
{
	size_t first = random_size(TARGET_ROOM / 2), second = random_size(TARGET_ROOM / 2);
	char *to = poisoned(first + second);
	struct iovec parts[] = { { to, first }, { to + first, second } };
	ssize_t got = readv(target->fd, parts, 2);

	if (got < 0) {
		expect_refusal(target, "readv", target->at);
		return;
	}
	/* It may have stopped at the end of either buffer. */
	target_expect(target, to, first + second, target->at, got);
	target->at += got;
}

static void try_pread(struct target *target)
{
	size_t size = random_size(TARGET_ROOM);
	long from = any_offset(target);
	char *to = poisoned(size);
	ssize_t got = pread(target->fd, to, size, from);

	if (got < 0)
		expect_refusal(target, "pread", from);
	else
		target_expect(target, to, size, from, got);
}

/* Into an unmapped buffer, or a partly mapped one. */
static void try_bad_memory(struct target *target)
{
	size_t good = random_below(3) ? random_size(2000) : 0;
	size_t size = good + random_size(TARGET_ROOM);
	char *to = good ? memory + TARGET_ROOM - good : (char *)8;
	ssize_t got;

	memset(memory + TARGET_ROOM - good, POISON, good);
	got = read(target->fd, to, size);
	if (got < 0) {
		if (errno != EFAULT)
			expect_refusal(target, "read", target->at);
		return;
	}
	require((size_t)got <= good, "%s: %zd bytes were read into unmapped memory", target->path,
		got);
	target_expect(target, to, got, target->at, got);
	target->at += got;
}

static void try_lseek(struct target *target)
{
	static const int whences[] = { SEEK_SET, SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, 99 };
	int whence = whences[random_below(ARRAY_SIZE(whences))];
	long to = any_offset(target), wanted = to, at;

	if (whence == SEEK_CUR && __builtin_add_overflow(to, target->at, &wanted))
		wanted = -1;
	at = lseek(target->fd, to, whence);
	if (at < 0) {
		require(errno == EINVAL || errno == EOVERFLOW || errno == ENXIO,
			"%s: lseek: %s", target->path, strerror(errno));
		require(wanted < 0 || whence > SEEK_CUR, "%s: no lseek to %ld", target->path,
			wanted);
		return;
	}
	require(whence <= SEEK_CUR && at == wanted, "%s: lseek(%ld, %d) returns %ld", target->path,
		to, whence, at);
	target->at = at;
}

/* Resets a position beyond the end, where reads return 0. */
static void come_back(struct target *target)
{
	if (target->at <= target->length)
		return;
	require(!lseek(target->fd, 0, SEEK_SET), "%s: lseek: %s", target->path, strerror(errno));
	target->at = 0;
}

static void (* const tries[])(struct target *target) = {
	try_read, try_read, try_readv, try_pread, try_pread, try_bad_memory, try_lseek,
};

void random_reader_read(struct target *target, int count)
{
	for (int i = 0; i < count; i++) {
		if (!random_below(8))
			come_back(target);
		tries[random_below(ARRAY_SIZE(tries))](target);
		target_expect_position(target);
	}
}
