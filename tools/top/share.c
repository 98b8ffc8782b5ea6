// SPDX-License-Identifier: GPL-2.0
/* The times that a task has spent in each state, their differences and their shares. */
#include <string.h>

#include "top/share.h"

/* The module's columns of times, and the state that each belongs to. */
static const struct {
	enum lct_column_id id;
	enum lct_top_state state;
} columns[] = {
	{ LCT_COLUMN_run_ns, LCT_TOP_RUN },
	{ LCT_COLUMN_runnable_ns, LCT_TOP_WAIT },
	{ LCT_COLUMN_sleep_ns, LCT_TOP_SLEEP },
	{ LCT_COLUMN_idle_ns, LCT_TOP_SLEEP },
	{ LCT_COLUMN_parked_ns, LCT_TOP_SLEEP },
	{ LCT_COLUMN_disk_ns, LCT_TOP_BLOCKED },
	{ LCT_COLUMN_iowait_ns, LCT_TOP_BLOCKED },
	{ LCT_COLUMN_stopped_ns, LCT_TOP_STOPPED },
	{ LCT_COLUMN_traced_ns, LCT_TOP_STOPPED },
	{ LCT_COLUMN_frozen_ns, LCT_TOP_STOPPED },
	{ LCT_COLUMN_zombie_ns, LCT_TOP_ZOMBIE },
	{ LCT_COLUMN_new_ns, LCT_TOP_OTHER },
	{ LCT_COLUMN_unknown_ns, LCT_TOP_OTHER },
};

static const struct {
	const char *word;
	enum lct_top_state state;
} words[] = {
	{ "running", LCT_TOP_RUN },
	{ "runnable", LCT_TOP_WAIT },
	{ "sleeping", LCT_TOP_SLEEP },
	{ "idle", LCT_TOP_SLEEP },
	{ "parked", LCT_TOP_SLEEP },
	{ "disk", LCT_TOP_BLOCKED },
	{ "iowait", LCT_TOP_BLOCKED },
	{ "stopped", LCT_TOP_STOPPED },
	{ "traced", LCT_TOP_STOPPED },
	{ "frozen", LCT_TOP_STOPPED },
	{ "zombie", LCT_TOP_ZOMBIE },
};

/**
 * lct_top_state_of() - get the state that a living task is in
 * @task: the task
 */
enum lct_top_state lct_top_state_of(const struct lct_task *task)
{
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (lct_task_is_word(task, LCT_COLUMN_state, words[i].word))
			return words[i].state;
	return LCT_TOP_OTHER;
}

/**
 * lct_top_times_read() - get the times of a task since its birth
 * @times:	the times
 * @task:	the task
 */
void lct_top_times_read(struct lct_top_times *times, const struct lct_task *task)
{
	int64_t ns;
	size_t i;

	memset(times, 0, sizeof(*times));
	for (i = 0; i < sizeof(columns) / sizeof(*columns); i++) {
		ns = lct_task_number_or(task, columns[i].id, 0);
		times->ns[columns[i].state] += ns > 0 ? ns : 0;
	}
}

/**
 * lct_top_times_add() - add the times of another task
 * @times:	the sum
 * @more:	the other's
 */
void lct_top_times_add(struct lct_top_times *times, const struct lct_top_times *more)
{
	int i;

	for (i = 0; i < LCT_TOP_STATE_NR; i++)
		times->ns[i] += more->ns[i];
}

/**
 * lct_top_times_since() - take away what had been spent before
 * @times:	the times now, then the difference
 * @before:	the times before
 */
void lct_top_times_since(struct lct_top_times *times, const struct lct_top_times *before)
{
	int i;

	for (i = 0; i < LCT_TOP_STATE_NR; i++)
		times->ns[i] = times->ns[i] > before->ns[i] ? times->ns[i] - before->ns[i] : 0;
}

static int64_t positive(int64_t ns)
{
	return ns > 0 ? ns : 0;
}

/**
 * lct_top_times_sum() - get the time in all states, at most INT64_MAX
 * @times: the times
 */
int64_t lct_top_times_sum(const struct lct_top_times *times)
{
	int64_t sum = 0;
	int i;

	for (i = 0; i < LCT_TOP_STATE_NR; i++)
		if (__builtin_add_overflow(sum, positive(times->ns[i]), &sum))
			return INT64_MAX;
	return sum;
}

/**
 * lct_top_shares() - divide a whole in proportion to the times
 * @times:	the times
 * @whole:	percents, or the cells of a bar
 * @share:	receives the share of each state: together they are @whole, or 0 if there is no
 *		time at all
 *
 * What rounding down leaves goes to the largest remainders, one each.
 */
void lct_top_shares(const struct lct_top_times *times, int whole, int *share)
{
	__int128 sum = 0, rest[LCT_TOP_STATE_NR];
	int i, most, left = whole;

	for (i = 0; i < LCT_TOP_STATE_NR; i++)
		sum += positive(times->ns[i]);
	memset(share, 0, LCT_TOP_STATE_NR * sizeof(*share));
	if (!sum)
		return;
	for (i = 0; i < LCT_TOP_STATE_NR; i++) {
		const __int128 product = (__int128)positive(times->ns[i]) * whole;

		share[i] = (int)(product / sum);
		rest[i] = product % sum;
		left -= share[i];
	}
	for (; left > 0; left--) {
		for (i = 1, most = 0; i < LCT_TOP_STATE_NR; i++)
			if (rest[i] > rest[most])
				most = i;
		share[most]++;
		rest[most] = -1;
	}
}

/**
 * lct_top_permille() - get a part of a whole, in tenths of a percent
 * @part:	the part
 * @whole:	the whole
 *
 * Return: 0 if the whole is not positive. More than 1000 is possible: of several CPUs.
 */
int64_t lct_top_permille(int64_t part, int64_t whole)
{
	const __int128 most = 99999999;
	__int128 permille;

	if (whole <= 0 || part <= 0)
		return 0;
	permille = (__int128)part * 1000 / whole;
	return (int64_t)(permille < most ? permille : most);
}
