// SPDX-License-Identifier: GPL-2.0
/*
 * Random reads of each file, at any offset, into any buffer, by several threads: each byte
 * returned is the right one, and each failure has the right errno. Files are found by
 * walking the folders.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "files.h"
#include "ktap.h"
#include "random.h"
#include "random_reader.h"
#include "table.h"
#include "target.h"
#include "threads.h"

#define ROUNDS 1000
#define PIECE 20000
#define THREADS 3
#define ANSWERS 40

/* A child shares the file position, and so does a duplicated descriptor. */
static void share(struct target *target)
{
	int copy = dup(target->fd), fd = target->fd;
	pid_t pid = fork();

	require(copy >= 0 && pid >= 0, "dup, fork: %s", strerror(errno));
	if (!pid) {
		random_begin_with(random_next());
		random_reader_read(target, 20);
		_exit(0);
	}
	expect_u64("status", reap(pid), 0);
	target->at = lseek(fd, 0, SEEK_CUR);
	target->fd = copy;
	random_reader_read(target, 20);
	target->fd = fd;
	close(copy);
	random_reader_read(target, 20);
}

static void expect_deaths(int count)
{
	for (int i = 0; i < count; i++)
		reap(spawn_helper("@exit", i % 100));
}

static void by_lot(void)
{
	static struct file_list list;

	random_begin();
	random_reader_begin();
	expect_deaths(20);
	files_list(&list);
	for (int i = 0; i < list.count; i++) {
		struct target target;

		if (!(list.files[i].mode & 0444))
			continue;
		target_open(&target, &list.files[i]);
		random_reader_read(&target, ROUNDS);
		share(&target);
		target_close(&target);
	}
}

static void *pread_at_random(void *data)
{
	struct target *target = data;
	char *to = malloc(PIECE);

	random_begin_with((unsigned long)&to);
	for (int i = 0; i < ROUNDS; i++) {
		size_t size = random_size(PIECE);
		long from = random_below(target->length + 100);
		ssize_t got;

		memset(to, POISON, size);
		got = pread(target->fd, to, size, from);
		require(got >= 0, "%s: pread: %s", target->path, strerror(errno));
		target_expect(target, to, size, from, got);
	}
	free(to);
	return NULL;
}

static void in_threads(void *(*run)(void *data), void *data)
{
	pthread_t threads[THREADS];

	threads_start(threads, THREADS, run, data);
	threads_join(threads, THREADS);
}

static void own_places(void)
{
	static const struct lc_file files[] = {
		{ LC_PROC "dead", 0444 }, { LC_PROC "task", 0666 },
	};

	expect_deaths(30);
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
			"%zd bytes were read that are not in the file", got);
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
			expect(!shares.counts[byte], "%ld reads too many of byte %02x",
			       shares.counts[byte],
			       byte);
	}
}

struct quiz {
	int fd;
	bool done;
	pid_t pids[2];
};

/* Two that exist and one that does not. */
static void *ask_on(void *data)
{
	struct quiz *quiz = data;

	for (int i = 0; !__atomic_load_n(&quiz->done, __ATOMIC_SEQ_CST); i++) {
		if (i % 3 < 2)
			target_ask(quiz->fd, quiz->pids[i % 3]);
		else
			expect(write(quiz->fd, "2147483647", 10) < 0 && errno == ESRCH,
			       "an unused pid: %s", strerror(errno));
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
		       "the answer mixes two tasks: pid %s, tgid %s, ppid %s",
		       table_text(task, 0, "pid"), table_text(task, 0, "tgid"),
		       table_text(task, 0, "ppid"));
		table_free(task);
		answers[own]++;
	}
	__atomic_store_n(&quiz.done, true, __ATOMIC_SEQ_CST);
	pthread_join(asker, NULL);
}

static const struct ktap_case cases[] = {
	{ "random reads of each file return the right bytes", by_lot },
	{ "threads that pread() one descriptor do not disturb each other", own_places },
	{ "threads that share a file position share the bytes", one_place },
	{ "a question during a read does not mix two answers", one_question },
};

KTAP_MAIN(cases)
