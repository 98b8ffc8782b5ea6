// SPDX-License-Identifier: GPL-2.0
/*
 * Following the history of dead tasks. The module holds it for a while, so the recorder
 * may be slow, and may stop reading while nothing can be written; what the module evicts
 * meanwhile leaves a gap in death_seq, and is counted.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "archive/store.h"
#include "recorder/notice.h"
#include "recorder/on_death.h"
#include "recorder/panic.h"
#include "recorder/recorder.h"
#include "recorder/snapshot.h"
#include "recorder/systemd.h"
#include "task/scope.h"
#include "task/source.h"
#include "text/warn.h"

#define NSEC_PER_MSEC	1000000LL
#define MSEC_PER_SEC	1000LL
/* Deaths that follow each other so closely are read together. */
#define GATHER_MS	100
/* After a power cut, what is older than this is there. */
#define SYNC_MS		(1 * MSEC_PER_SEC)
/* How often `stats` and `oom` are written, and the bounds looked at */
#define SNAPSHOT_MS	(60 * MSEC_PER_SEC)
/* If nothing can be written, how often that is tried again */
#define RETRY_MS	(1 * MSEC_PER_SEC)
#define READ_ROOM	(64 * 1024)

/**
 * struct recorder - the state of the loop; times are CLOCK_MONOTONIC in milliseconds
 * @setup:	what it does
 * @store:	the recording
 * @dead:	descriptor of `dead`
 * @signals:	descriptor of the signals
 * @rows:	the rows that have been read last
 * @buffer:	their text
 * @on_death:	the programs
 * @announces:	deaths are announced: not those that an earlier recorder may have announced
 * @has_ended:	it was asked to end
 * @oom_is_due:	there was an OOM kill since `oom` was written
 * @read_at:	when to read again
 * @sync_at:	when to sync, if that is needed
 * @snapshot_at: when to write the other files
 * @failed:	errno of the write that failed, 0 if the newest did not
 * @missed:	deaths that the module evicted before they were read, since that was said
 */
struct recorder {
	const struct lct_recorder_setup *setup;
	struct lct_store store;
	int dead, signals;
	struct lct_table rows;
	char *buffer;
	struct lct_on_death on_death;
	bool announces, has_ended, oom_is_due;
	int64_t read_at, sync_at, snapshot_at;
	int failed;
	int64_t missed;
};

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * MSEC_PER_SEC + ts.tv_nsec / NSEC_PER_MSEC;
}

static void announce(struct recorder *r, const struct lct_task *task)
{
	struct lct_notice notice;

	if (!r->announces || !lct_notice_is_due(task) || lct_on_death_is_own(&r->on_death, task))
		return;
	if (!lct_notice_make(&notice, r->setup->root, task)) {
		lct_systemd_announce(&notice);
		lct_on_death_run(&r->on_death, &notice);
	}
	lct_notice_free(&notice);
}

static void bound(struct recorder *r)
{
	lct_bound_apply(&r->setup->bound, r->setup->archive, r->store.recording.name);
}

/* What cannot be written is kept, and nothing more is read. */
static bool flush(struct recorder *r)
{
	int ret = lct_store_flush(&r->store);

	if (ret > 0)
		bound(r);
	if (ret >= 0 && r->failed) {
		lct_warn("the recording goes on");
		r->snapshot_at = 0;
	}
	if (ret < 0 && !r->failed) {
		lct_warn("cannot write to %s: %s; the recording goes on when that is possible",
			 r->setup->archive, strerror(-ret));
		lct_systemd_state("STATUS=Cannot write to %s: %s", r->setup->archive,
				  strerror(-ret));
	}
	r->failed = ret < 0 ? -ret : 0;
	return !r->failed;
}

/* The rows that have been read are new, or have been recorded already. */
static int take_rows(struct recorder *r)
{
	struct lct_tasks tasks = { 0 };
	int ret = lct_tasks_add(&tasks, &r->rows);
	size_t i;

	for (i = 0; i < tasks.nr && ret >= 0; i++) {
		const struct lct_task *task = &tasks.task[i];
		const int64_t before = r->store.seq;
		int64_t seq;

		ret = lct_store_add(&r->store, &r->rows, task->row);
		if (ret <= 0)
			continue;
		seq = r->store.seq;
		if (r->store.sees_all && before && seq > before + 1)
			r->missed += seq - before - 1;
		r->oom_is_due |= !!task->cell[LCT_COLUMN_oom_seq];
		announce(r, task);
	}
	lct_tasks_free(&tasks);
	lct_table_clear_rows(&r->rows);
	return ret < 0 ? lct_warn_no_memory() : 0;
}

/* Read up to the end of `dead`; stops early if nothing can be written. */
static int read_dead(struct recorder *r)
{
	int ret, status = 0;
	ssize_t n = 1;

	while (n && !status && flush(r)) {
		n = read(r->dead, r->buffer, READ_ROOM);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			lct_warn("dead: %s", strerror(errno));
			return EXIT_FAILURE;
		}
		ret = lct_table_parse(&r->rows, r->buffer, n);
		status = ret ? lct_source_failed("dead", &r->rows, ret) : take_rows(r);
	}
	if (!status)
		flush(r);
	return status;
}

/* A file that cannot be written now is written the next time. */
static void snapshot(struct recorder *r, bool is_last)
{
	const char *root = r->setup->root;
	int ret = 0;

	if (r->oom_is_due || is_last)
		ret = lct_snapshot_oom(&r->store, root);
	r->oom_is_due &= !!ret;
	if (is_last && !ret)
		ret = lct_snapshot_tasks(&r->store, root);
	if (!ret)
		ret = lct_snapshot_stats(&r->store, root);
	if (ret && !r->failed)
		lct_warn("cannot write to %s: %s", r->setup->archive, strerror(-ret));
	if (r->missed)
		lct_warn("%lld deaths were evicted from the module's history before they were read",
			 (long long)r->missed);
	r->missed = 0;
	if (!ret && !r->failed)
		lct_systemd_state("STATUS=Recorded up to death %lld", (long long)r->store.seq);
}

/* SIGHUP: write all that there is, now. */
static void take_signals(struct recorder *r)
{
	struct signalfd_siginfo info;

	while (read(r->signals, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGHUP) {
			r->read_at = 0;
			r->sync_at = 0;
			r->snapshot_at = 0;
		} else if (info.ssi_signo != SIGCHLD) {
			r->has_ended = true;
		}
	}
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Wait for a death, a signal, or what is due next. */
static void wait_for_news(struct recorder *r)
{
	const int64_t now = now_ms();
	const bool reads = now >= r->read_at;
	struct pollfd fds[] = {
		{ .fd = r->signals, .events = POLLIN },
		{ .fd = reads ? r->dead : -1, .events = POLLIN },
	};
	int64_t next = r->snapshot_at;

	if (!reads)
		next = earlier(next, r->read_at);
	if (!r->store.is_synced)
		next = earlier(next, r->sync_at);
	if (lct_on_death_is_busy(&r->on_death))
		next = earlier(next, now + MSEC_PER_SEC);
	poll(fds, 2, next > now ? next - now : 0);
	take_signals(r);
}

static int record(struct recorder *r)
{
	bool was_synced;
	int status = 0;

	while (!status && !r->has_ended) {
		wait_for_news(r);
		lct_on_death_reap(&r->on_death);
		if (now_ms() >= r->read_at && !r->has_ended) {
			was_synced = r->store.is_synced;
			status = read_dead(r);
			r->read_at = now_ms() + (r->failed ? RETRY_MS : GATHER_MS);
			if (was_synced)
				r->sync_at = now_ms() + SYNC_MS;
		}
		if (now_ms() >= r->sync_at)
			lct_store_sync(&r->store);
		if (now_ms() >= r->snapshot_at) {
			snapshot(r, false);
			bound(r);
			r->snapshot_at = now_ms() + SNAPSHOT_MS;
		}
	}
	return status;
}

static int finish(struct recorder *r)
{
	int ret, status = read_dead(r);

	bound(r);
	snapshot(r, true);
	ret = lct_store_sync(&r->store);
	if (ret)
		lct_warn("cannot write to %s: %s", r->setup->archive, strerror(-ret));
	return status ? status : ret || r->failed ? EXIT_FAILURE : 0;
}

static int take_over_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int begin(struct recorder *r)
{
	struct lct_recording which;
	int status;

	r->buffer = malloc(READ_ROOM);
	r->signals = take_over_signals();
	if (!r->buffer || r->signals < 0)
		return lct_warn_no_memory();
	status = lct_snapshot_identify(r->setup->root, &which);
	if (!status)
		status = lct_store_lock(&r->store, r->setup->archive);
	if (!status)
		status = lct_store_open(&r->store, &which);
	if (status)
		return status;
	/* What goes on is no longer at its end. */
	unlinkat(r->store.folder, "tasks", 0);
	lct_panic_recover(r->setup->archive, &r->store.recording);
	r->dead = lct_source_open(r->setup->root, LCT_DIR_PROC, "dead", O_RDONLY, &status);
	if (r->dead < 0)
		return status;
	r->store.sees_all = geteuid() == 0;
	lct_scope_warn(r->setup->root);
	return 0;
}

/**
 * lct_recorder_run() - record
 * @setup:	what, and where
 *
 * Return: an exit status.
 */
int lct_recorder_run(const struct lct_recorder_setup *setup)
{
	struct recorder r = {
		.setup = setup, .dead = -1, .signals = -1, .on_death.folder = LCT_ON_DEATH_FOLDER,
		.store = { .lock = -1, .folder = -1, .part.fd = -1 },
	};
	int status;

	lct_table_init(&r.rows);
	status = begin(&r);
	if (!status && !setup->once) {
		/* What died before the first recorder came is recorded, and not announced. */
		lct_systemd_open();
		r.announces = r.store.seq > 0;
		status = read_dead(&r);
		r.announces = true;
		snapshot(&r, false);
		bound(&r);
		r.snapshot_at = now_ms() + SNAPSHOT_MS;
		lct_systemd_state("READY=1");
		if (!status)
			status = record(&r);
		lct_systemd_state("STOPPING=1");
	}
	if (!status)
		status = finish(&r);
	lct_store_close(&r.store);
	lct_table_free(&r.rows);
	free(r.buffer);
	if (r.dead >= 0)
		close(r.dead);
	if (r.signals >= 0)
		close(r.signals);
	return status;
}
