// SPDX-License-Identifier: GPL-2.0
/*
 * However a file is read, at whatever place, into whatever memory, by however many: each
 * byte is the one that belongs there, none comes from anywhere else, and every refusal
 * is for its reason. Files are found by walking; what is read is drawn by lot.
 */
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "child.h"
#include "files.h"
#include "ktap.h"
#include "random.h"
#include "table.h"

#define ROUNDS 1000
#define ROOM (1 << 20)
#define POISON 0xa5
#define THREADS 3
#define ANSWERS 40

/**
 * struct target - an open file
 * @path: which
 * @fd: its descriptor
 * @at: where it stands
 * @whole: what it has
 * @length: how much that is; it may grow
 * @fixed: what it has does not change
 */
struct target {
	const char *path;
	int fd;
	long at;
	char *whole;
	long length;
	bool fixed;
};

/* ROOM bytes that can be written, and behind them nothing. */
static char *memory;

static void memory_make(void)
{
	memory = mmap(NULL, ROOM + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		      -1, 0);
	require(memory != MAP_FAILED && !mprotect(memory + ROOM, 4096, PROT_NONE), "mmap: %s",
		strerror(errno));
}

static void ask(int fd, pid_t pid)
{
	char number[16];
	int length = snprintf(number, sizeof(number), "%d", pid);

	require(write(fd, number, length) == length, "ask: %s", strerror(errno));
}

static char *whole_text(int fd, long *length)
{
	char *text = malloc(ROOM);

	*length = 0;
	for (ssize_t got = 1; got > 0; *length += got) {
		require(text && *length < ROOM, "no memory, or no end");
		got = pread(fd, text + *length, ROOM - *length, *length);
		require(got >= 0, "pread: %s", strerror(errno));
	}
	return text;
}

/* The dead stay as they are, at most others come; an answer stays until the next question. */
static bool is_fixed(const char *path)
{
	return !strcmp(path, LC_PROC "dead") || !strcmp(path, LC_PROC "oom") ||
	       !strcmp(path, LC_PROC "task");
}

static void target_open(struct target *target, const struct lc_file *file)
{
	target->path = file->path;
	target->at = 0;
	target->fd = open(file->path, file->mode & 0222 ? O_RDWR : O_RDONLY);
	require(target->fd >= 0, "%s: %s", file->path, strerror(errno));
	if (!strcmp(file->path, LC_PROC "task"))
		ask(target->fd, 1);
	target->whole = whole_text(target->fd, &target->length);
	target->fixed = is_fixed(file->path);
}

static void target_close(struct target *target)
{
	close(target->fd);
	free(target->whole);
}

/* What @got of @asked bytes at @from of the file, now at @to in memory, have to be. */
static void expect_piece(const struct target *target, const char *to, size_t asked, long from,
			 ssize_t got)
{
	size_t known = 0;

	require(got >= 0 && (size_t)got <= asked, "%s: %zd of %zu bytes", target->path, got,
		asked);
	for (ssize_t i = 0; i < got; i++)
		require(to[i] == '\n' || (to[i] >= ' ' && to[i] <= '~'),
			"%s has the byte %02x at %ld", target->path, (unsigned char)to[i],
			from + i);
	for (size_t i = got; i < asked && i < (size_t)got + 8192; i++)
		require((unsigned char)to[i] == POISON, "%s: more is written than said, at %zu",
			target->path, i);
	if (!target->fixed)
		return;
	if (from < target->length)
		known = target->length - from < got ? target->length - from : got;
	require(!memcmp(to, target->whole + from, known), "%s differs, %zd bytes at %ld",
		target->path, got, from);
	require(got || !asked || from >= target->length, "%s ends at %ld", target->path, from);
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

static void expect_position(const struct target *target)
{
	long at = lseek(target->fd, 0, SEEK_CUR);

	require(at == target->at, "%s: it stands at %ld, not at %ld", target->path, at,
		target->at);
}

/* Before the beginning, or a read from there may end beyond all numbers. */
static bool is_too_far(long from)
{
	return from < 0 || from > LONG_MAX - ROOM - 4096;
}

static void expect_refusal(const struct target *target, const char *call, long from)
{
	require((errno == EINVAL || errno == EOVERFLOW) && is_too_far(from),
		"%s: %s at %ld: %s", target->path, call, from, strerror(errno));
}

static void try_read(struct target *target)
{
	size_t size = random_size(ROOM);
	char *to = poisoned(size);
	ssize_t got = read(target->fd, to, size);

	if (got < 0) {
		expect_refusal(target, "read", target->at);
		return;
	}
	expect_piece(target, to, size, target->at, got);
	target->at += got;
}

static void try_readv(struct target *target)
{
	size_t first = random_size(ROOM / 2), second = random_size(ROOM / 2);
	char *to = poisoned(first + second);
	struct iovec parts[] = { { to, first }, { to + first, second } };
	ssize_t got = readv(target->fd, parts, 2);

	if (got < 0) {
		expect_refusal(target, "readv", target->at);
		return;
	}
	/* It may have stopped at the end of either. */
	expect_piece(target, to, first + second, target->at, got);
	target->at += got;
}

static void try_pread(struct target *target)
{
	size_t size = random_size(ROOM);
	long from = any_offset(target);
	char *to = poisoned(size);
	ssize_t got = pread(target->fd, to, size, from);

	if (got < 0)
		expect_refusal(target, "pread", from);
	else
		expect_piece(target, to, size, from, got);
}

/* Nowhere at all, or halfway. */
static void try_bad_memory(struct target *target)
{
	size_t good = random_below(3) ? random_size(2000) : 0;
	size_t size = good + random_size(ROOM);
	char *to = good ? memory + ROOM - good : (char *)8;
	ssize_t got;

	memset(memory + ROOM - good, POISON, good);
	got = read(target->fd, to, size);
	if (got < 0) {
		if (errno != EFAULT)
			expect_refusal(target, "read", target->at);
		return;
	}
	require((size_t)got <= good, "%s: %zd bytes are nowhere", target->path, got);
	expect_piece(target, to, got, target->at, got);
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
	require(whence <= SEEK_CUR && at == wanted, "%s: lseek(%ld, %d) gives %ld", target->path,
		to, whence, at);
	target->at = at;
}

/* Far out reads are at the end, and what was far out comes back. */
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

static void rounds(struct target *target, int count)
{
	for (int i = 0; i < count; i++) {
		if (!random_below(8))
			come_back(target);
		tries[random_below(ARRAY_SIZE(tries))](target);
		expect_position(target);
	}
}

/* A child has the position in common, and so has a copy of the descriptor. */
static void share(struct target *target)
{
	int copy = dup(target->fd), fd = target->fd;
	pid_t pid = fork();

	require(copy >= 0 && pid >= 0, "dup, fork: %s", strerror(errno));
	if (!pid) {
		random_begin_with(random_next());
		rounds(target, 20);
		_exit(0);
	}
	expect_u64("status", reap(pid), 0);
	target->at = lseek(fd, 0, SEEK_CUR);
	target->fd = copy;
	rounds(target, 20);
	target->fd = fd;
	close(copy);
	rounds(target, 20);
}

static void bury_some(int count)
{
	for (int i = 0; i < count; i++)
		reap(spawn_helper("@exit", i % 100, -1));
}

static void by_lot(void)
{
	static struct file_list list;

	memory_make();
	random_begin();
	bury_some(20);
	files_list(&list);
	for (int i = 0; i < list.count; i++) {
		struct target target;

		if (!(list.files[i].mode & 0444))
			continue;
		target_open(&target, &list.files[i]);
		rounds(&target, ROUNDS);
		share(&target);
		target_close(&target);
	}
}

static void *pread_at_random(void *data)
{
	struct target *target = data;
	char *to = malloc(ROOM);

	random_begin_with((unsigned long)&to);
	for (int i = 0; i < ROUNDS; i++) {
		size_t size = random_size(20000);
		long from = random_below(target->length + 100);
		ssize_t got;

		memset(to, POISON, size);
		got = pread(target->fd, to, size, from);
		require(got >= 0, "%s: pread: %s", target->path, strerror(errno));
		expect_piece(target, to, size, from, got);
	}
	free(to);
	return NULL;
}

static void in_threads(void *(*run)(void *data), void *data)
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		require(!pthread_create(&threads[i], NULL, run, data), "no thread");
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static void own_places(void)
{
	static const struct lc_file files[] = {
		{ LC_PROC "dead", 0444 }, { LC_PROC "task", 0666 },
	};

	bury_some(30);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct target target;

		target_open(&target, &files[i]);
		in_threads(pread_at_random, &target);
		target_close(&target);
	}
}

struct shares {
	struct target target;
	long total;
	long counts[256];
};

static void *read_share(void *data)
{
	struct shares *shares = data;
	char to[3000];
	ssize_t got;

	random_begin_with((unsigned long)&got);
	while ((got = read(shares->target.fd, to, random_below(sizeof(to)) + 1)) > 0) {
		require(memmem(shares->target.whole, shares->target.length, to, got),
			"a piece of %zd bytes is nowhere in the file", got);
		__atomic_fetch_add(&shares->total, got, __ATOMIC_SEQ_CST);
		for (ssize_t i = 0; i < got; i++)
			__atomic_fetch_add(&shares->counts[(unsigned char)to[i]], 1,
					   __ATOMIC_SEQ_CST);
	}
	require(!got, "read: %s", strerror(errno));
	return NULL;
}

static void one_place(void)
{
	static const struct lc_file task = { LC_PROC "task", 0666 };
	static struct shares shares;

	target_open(&shares.target, &task);
	for (int round = 0; round < 20; round++) {
		require(!lseek(shares.target.fd, 0, SEEK_SET), "lseek: %s", strerror(errno));
		shares.total = 0;
		memset(shares.counts, 0, sizeof(shares.counts));
		in_threads(read_share, &shares);
		expect_u64("bytes read by all", shares.total, shares.target.length);
		for (long i = 0; i < shares.target.length; i++)
			shares.counts[(unsigned char)shares.target.whole[i]]--;
		for (int byte = 0; byte < 256; byte++)
			expect(!shares.counts[byte], "%ld too many of %02x", shares.counts[byte],
			       byte);
	}
}

struct quiz {
	int fd;
	bool done;
	pid_t pids[2];
};

/* Two that exist, one that does not. */
static void *ask_on(void *data)
{
	struct quiz *quiz = data;

	for (int i = 0; !__atomic_load_n(&quiz->done, __ATOMIC_SEQ_CST); i++) {
		if (i % 3 < 2)
			ask(quiz->fd, quiz->pids[i % 3]);
		else
			expect(write(quiz->fd, "2147483647", 10) < 0 && errno == ESRCH,
			       "nobody: %s", strerror(errno));
	}
	return NULL;
}

static void one_question(void)
{
	struct quiz quiz = { open(LC_PROC "task", O_RDWR), false, { getpid(), 1 } };
	int answers[2] = { 0 };
	pthread_t asker;

	require(quiz.fd >= 0, "task: %s", strerror(errno));
	require(!pthread_create(&asker, NULL, ask_on, &quiz), "no thread");
	while (answers[0] < ANSWERS || answers[1] < ANSWERS) {
		char *text = malloc(65536);
		struct table *task;
		ssize_t got;
		bool own;

		require(text, "no memory");
		got = pread(quiz.fd, text, 65535, 0);
		if (got < 0) {
			require(errno == EINVAL, "pread: %s", strerror(errno));
			free(text);
			continue;
		}
		text[got] = '\0';
		task = values_parse(text);
		own = table_u64(task, 0, "pid") == (uint64_t)getpid();
		expect(table_u64(task, 0, "tgid") == table_u64(task, 0, "pid") &&
		       table_u64(task, 0, "ppid") == (uint64_t)(own ? getppid() : 0),
		       "the answer is of two: pid %s, tgid %s, ppid %s",
		       table_text(task, 0, "pid"), table_text(task, 0, "tgid"),
		       table_text(task, 0, "ppid"));
		table_free(task);
		answers[own]++;
	}
	__atomic_store_n(&quiz.done, true, __ATOMIC_SEQ_CST);
	pthread_join(asker, NULL);
}

static const struct ktap_case cases[] = {
	{ "every file, in calls drawn by lot", by_lot },
	{ "threads with places of their own on one descriptor", own_places },
	{ "threads with one place share what there is", one_place },
	{ "questions amid the reading of answers", one_question },
};

KTAP_MAIN(cases)
