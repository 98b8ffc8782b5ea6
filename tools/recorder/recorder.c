// SPDX-License-Identifier: GPL-2.0
/*
 * Following the history of dead tasks. The module holds it for a while, so the recorder
 * may be slow, and may stop reading while nothing can be written; what the module evicts
 * meanwhile leaves a gap in death_seq, and is counted.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "archive/store.h"
#include "recorder/announce.h"
#include "recorder/panic.h"
#include "recorder/recorder.h"
#include "recorder/signals.h"
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
 * @announcer:	what announces them
 * @has_ended:	it was asked to end
 * @must_read:	it was asked to write all that there is
 * @read_at:	when to read again, or to look for a death again
 * @sync_at:	when to sync, if that is needed
 * @snapshot_at: when to write the other files
 * @failed:	errno of the write of rows that failed, 0 if the newest did not
 * @has_said:	another write failed, and that was said
 * @missed:	deaths that the module evicted before they were read, since that was said
 */
struct recorder {
	const struct lct_recorder_setup *setup;
	struct lct_store store;
	int dead, signals;
	struct lct_table rows;
	char *buffer;
	struct lct_announcer announcer;
	bool has_ended, must_read, has_said;
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
	const int64_t seen = r->store.seq;
	int64_t before;
	int ret = 0;
	size_t i;

	for (i = 0; i < r->rows.nrows && ret >= 0; i++) {
		before = r->store.seq;
		ret = lct_store_add(&r->store, &r->rows, i);
		if (r->store.sees_all && before && r->store.seq > before + 1)
			r->missed += r->store.seq - before - 1;
		if (r->store.rows.len >= READ_ROOM && !r->failed)
			flush(r);
	}
	/* First they are kept: to announce them may take its time. */
	if (ret >= 0) {
		flush(r);
		ret = lct_announce_rows(&r->announcer, &r->rows, seen);
	}
	lct_table_clear_rows(&r->rows);
	return ret < 0 ? lct_warn_no_memory() : 0;
}

/* Read up to the end of `dead`; stops early if nothing can be written. */
static int read_dead(struct recorder *r)
{
	int ret, status = 0;
	ssize_t n = 1;

	if (r->failed && !flush(r))
		return 0;
	while (n && !status && !r->failed) {
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
	return status;
}

/* Another recording has its rows in several parts. */
static int read_recorded(struct recorder *r)
{
	const int status = lct_source_table(r->setup->root, "dead", &r->rows);

	return status ? status : take_rows(r);
}

/* What is not written now is written the next time. */
static int sync_rows(struct recorder *r)
{
	int ret = lct_store_sync(&r->store);

	r->sync_at = now_ms() + SYNC_MS;
	if (ret && !r->has_said)
		lct_warn("cannot write to %s: %s", r->setup->archive, strerror(-ret));
	r->has_said |= !!ret;
	return ret;
}

/* Write the other files; at the end of a recording that has all rows also who lived then. */
static int snapshot(struct recorder *r, bool is_last)
{
	const char *root = r->setup->root;
	int other, ret = sync_rows(r);

	other = lct_snapshot_oom(&r->store, root);
	ret = ret ? ret : other;
	other = lct_snapshot_stats(&r->store, root);
	ret = ret ? ret : other;
	if (is_last && !ret && !r->failed)
		ret = lct_snapshot_tasks(&r->store, root);
	if (ret && !r->failed && !r->has_said)
		lct_warn("cannot write to %s: %s", r->setup->archive, strerror(-ret));
	r->has_said = ret;
	if (r->missed)
		lct_warn("%lld deaths were evicted from the module's history before they were read",
			 (long long)r->missed);
	r->missed = 0;
	lct_announce_report(&r->announcer);
	if (!ret && !r->failed)
		lct_systemd_state("STATUS=Recorded up to death %lld", (long long)r->store.seq);
	r->snapshot_at = now_ms() + SNAPSHOT_MS;
	return ret;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/*
 * Wait for a death, a signal, or what is due next. After a read, deaths are gathered for a
 * while before the next one is waited for. Returns whether there is something to read.
 */
static bool wait_for_news(struct recorder *r)
{
	const int64_t now = now_ms();
	const bool gathers = now < r->read_at;
	struct pollfd fds[] = {
		{ .fd = r->signals, .events = POLLIN },
		{ .fd = gathers || r->failed ? -1 : r->dead, .events = POLLIN },
	};
	int64_t next = r->snapshot_at;

	if (gathers)
		next = earlier(next, r->read_at);
	if (!r->store.is_synced)
		next = earlier(next, r->sync_at);
	if (lct_on_death_is_busy(&r->announcer.programs))
		next = earlier(next, now + MSEC_PER_SEC);
	poll(fds, 2, next > now ? next - now : 0);
	lct_signals_take(r->signals, &r->must_read, &r->has_ended);
	return r->failed ? now_ms() >= r->read_at : fds[1].revents;
}

static int record(struct recorder *r)
{
	int status = 0;
	bool news;

	while (!status && !r->has_ended) {
		news = wait_for_news(r);
		lct_on_death_reap(&r->announcer.programs);
		if ((news || r->must_read) && !r->has_ended) {
			status = read_dead(r);
			r->read_at = now_ms() + (r->failed ? RETRY_MS : GATHER_MS);
		}
		if (!r->store.is_synced && now_ms() >= r->sync_at)
			sync_rows(r);
		if (r->must_read || now_ms() >= r->snapshot_at) {
			snapshot(r, false);
			bound(r);
		}
		r->must_read = false;
	}
	return status;
}

static int finish(struct recorder *r)
{
	int ret, status = r->setup->root ? read_recorded(r) : read_dead(r);

	bound(r);
	ret = snapshot(r, true);
	return status ? status : ret || r->failed ? EXIT_FAILURE : 0;
}

static int begin(struct recorder *r)
{
	struct lct_recording which;
	int ret, status;

	r->buffer = malloc(READ_ROOM);
	r->signals = lct_signals_open();
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
	ret = lct_panic_recover(r->setup->archive, &r->store.recording);
	if (ret)
		lct_warn("cannot look for a panic before this boot: %s", strerror(-ret));
	if (!r->setup->root) {
		r->dead = lct_source_open(NULL, LCT_DIR_PROC, "dead", O_RDONLY, &status);
		if (r->dead < 0)
			return status;
	}
	r->store.sees_all = lct_scope_sees_all();
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
		.setup = setup, .dead = -1, .signals = -1,
		.announcer = { .root = setup->root, .programs.folder = LCT_ON_DEATH_FOLDER },
		.store = { .lock = -1, .folder = -1, .part.fd = -1 },
	};
	int status;

	lct_table_init(&r.rows);
	status = begin(&r);
	if (!status && !setup->once) {
		/* What died before the first recorder came is recorded, and not announced. */
		lct_systemd_open();
		r.announcer.is_on = r.store.seq > 0;
		status = read_dead(&r);
		r.announcer.is_on = true;
		if (!status) {
			snapshot(&r, false);
			bound(&r);
			lct_systemd_state("READY=1");
			status = record(&r);
		}
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
