// SPDX-License-Identifier: GPL-2.0
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/time64.h>

#include "record/throttle_table.h"

/* Limited groups that have a place, for each CPU; a group has one on each of its CPUs. */
#define GROUPS_PER_CPU	64
#define WAYS		4

/* Spans that are kept of each: 1.6 s of the default period, 100 ms. */
#define SPANS		16

/* Groups above a task that have been throttled, and all groups above it */
#define LEVELS		4
#define DEPTH		32

/**
 * struct span - a time in which a group was throttled on a CPU
 * @from_ns: start
 * @to_ns: end
 */
struct span {
	u64 from_ns;
	u64 to_ns;
};

/**
 * struct group - a group that has been throttled on a CPU
 * @queue: its cfs_rq there, NULL if the place is empty
 * @since_ns: since when it is throttled, 0 if it is not
 * @newest_ns: when it was last throttled or released
 * @dropped_ns: end of the newest span that is no longer kept
 * @spans_seen: number of its spans
 * @spans: the newest of them, by their number modulo SPANS
 * @seq: changes with all of these
 */
struct group {
	const struct cfs_rq *queue;
	u64 since_ns;
	u64 newest_ns;
	u64 dropped_ns;
	u32 spans_seen;
	seqcount_t seq;
	struct span spans[SPANS];
};

/**
 * struct bucket - groups whose queues have one hash
 * @lock: serializes the writers; raw, because they hold a lock of the scheduler
 * @groups: in no order
 */
struct bucket {
	raw_spinlock_t lock;
	struct group groups[WAYS];
};

/**
 * struct level - a group above a waiting task, while its spans are gone through backwards
 * @group: the group
 * @seq: its sequence count at the start
 * @left: spans that may still count
 * @open: so may the one that has not ended
 */
struct level {
	const struct group *group;
	unsigned int seq;
	u32 left;
	bool open;
};

static struct bucket *buckets __read_mostly;
static unsigned int bits __read_mostly;
static atomic64_t lost;

static struct bucket *bucket_of(const struct cfs_rq *queue)
{
	return &buckets[hash_ptr((void *)queue, bits)];
}

static struct group *find(struct bucket *bucket, const struct cfs_rq *queue)
{
	int i;

	for (i = 0; i < WAYS; i++)
		if (READ_ONCE(bucket->groups[i].queue) == queue)
			return &bucket->groups[i];
	return NULL;
}

/* The one that has been quiet for longest: groups that are gone are. */
static struct group *oldest(struct bucket *bucket)
{
	struct group *group = bucket->groups;
	int i;

	for (i = 1; i < WAYS; i++)
		if (bucket->groups[i].newest_ns < group->newest_ns)
			group = &bucket->groups[i];
	return group;
}

/* Somebody may still wait for what was throttled in the last second. */
static bool is_in_use(const struct group *group, u64 now_ns)
{
	return group->queue && (group->since_ns || now_ns < group->newest_ns + NSEC_PER_SEC);
}

/**
 * lc_throttle_table_begin() - record that a group is throttled on a CPU
 * @queue: its cfs_rq there
 * @now_ns: current time
 *
 * Context: Interrupts off, the lock of the CPU's run queue held.
 */
void lc_throttle_table_begin(const struct cfs_rq *queue, u64 now_ns)
{
	struct bucket *bucket = bucket_of(queue);
	struct group *group;

	raw_spin_lock(&bucket->lock);
	group = find(bucket, queue) ?: oldest(bucket);
	raw_write_seqcount_begin(&group->seq);
	if (group->queue != queue) {
		if (is_in_use(group, now_ns))
			atomic64_inc(&lost);
		group->dropped_ns = 0;
		group->spans_seen = 0;
		WRITE_ONCE(group->queue, queue);
	}
	group->since_ns = now_ns;
	group->newest_ns = now_ns;
	raw_write_seqcount_end(&group->seq);
	raw_spin_unlock(&bucket->lock);
}

static void add_span(struct group *group, u64 now_ns)
{
	struct span *span = &group->spans[group->spans_seen % SPANS];

	raw_write_seqcount_begin(&group->seq);
	if (group->spans_seen >= SPANS)
		group->dropped_ns = span->to_ns;
	/* The clock may have been corrected backwards. */
	*span = (struct span) { min(group->since_ns, now_ns), now_ns };
	group->spans_seen++;
	group->since_ns = 0;
	group->newest_ns = now_ns;
	raw_write_seqcount_end(&group->seq);
}

/**
 * lc_throttle_table_end() - record that a group is no longer throttled on a CPU
 * @queue: its cfs_rq there
 * @now_ns: current time
 *
 * Context: Interrupts off, the lock of the CPU's run queue held.
 */
void lc_throttle_table_end(const struct cfs_rq *queue, u64 now_ns)
{
	struct bucket *bucket = bucket_of(queue);
	struct group *group;

	raw_spin_lock(&bucket->lock);
	group = find(bucket, queue);
	if (group && group->since_ns)
		add_span(group, now_ns);
	else
		atomic64_inc(&lost);
	raw_spin_unlock(&bucket->lock);
}

/*
 * Of a group that is throttled although the wait has ended, the release was missed.
 * Return: false if the group is being replaced by another.
 */
static bool open_level(struct level *level, const struct group *group,
		       const struct lc_throttle_wait *wait)
{
	level->group = group;
	level->seq = raw_read_seqcount(&group->seq);
	level->left = min_t(u32, group->spans_seen, SPANS);
	level->open = group->since_ns && !wait->ended;
	return !(level->seq & 1);
}

/* The newest span of a group that begins before a given time, cut there. */
static bool newest_before(struct level *level, u64 ns, struct span *span)
{
	const struct group *group = level->group;
	u64 since_ns = READ_ONCE(group->since_ns);

	if (level->open && since_ns < ns) {
		*span = (struct span) { since_ns, ns };
		return true;
	}
	level->open = false;
	for (; level->left; level->left--) {
		*span = group->spans[(group->spans_seen - min_t(u32, group->spans_seen, SPANS) +
				      level->left - 1) % SPANS];
		if (span->from_ns < ns) {
			span->to_ns = min(span->to_ns, ns);
			return true;
		}
	}
	return false;
}

/* From the end of the wait to its start, so that times which several groups share count once. */
static u64 sum_of(struct level *levels, int nr, const struct lc_throttle_wait *wait)
{
	u64 at_ns = wait->to_ns, sum = 0, block = 0;
	struct span span, last;
	int i;

	while (at_ns > wait->from_ns) {
		last.to_ns = 0;
		for (i = 0; i < nr; i++)
			if (newest_before(&levels[i], at_ns, &span) && span.to_ns > last.to_ns)
				last = span;
		if (last.to_ns <= wait->from_ns)
			break;
		if (last.to_ns < at_ns)
			block = 0;
		at_ns = max(last.from_ns, wait->from_ns);
		block += last.to_ns - at_ns;
		sum += last.to_ns - at_ns;
	}
	if (!wait->from_start)
		return sum;
	return at_ns == wait->from_ns ? block : 0;
}

/* No group has been replaced meanwhile. A span that is not kept any more may be missing. */
static bool is_known(const struct level *levels, int nr, struct lc_throttle_wait *wait)
{
	bool replaced = false;
	int i;

	for (i = 0; i < nr; i++) {
		wait->lost |= READ_ONCE(levels[i].group->dropped_ns) > wait->from_ns;
		replaced |= read_seqcount_retry(&levels[i].group->seq, levels[i].seq);
	}
	wait->lost |= replaced;
	return !replaced;
}

/**
 * lc_throttle_table_overlap() - compute how much of a wait was spent in a throttled group
 * @se: the task's
 * @wait: the wait
 *
 * There is no lock. If the caller holds that of the task's run queue, only the replacement of
 * a group by one of another CPU interferes.
 *
 * Context: RCU read side.
 * Return: the time, at most the length of the wait; 0 if a group has been replaced meanwhile.
 */
u64 lc_throttle_table_overlap(const struct sched_entity *se, struct lc_throttle_wait *wait)
{
	struct level levels[LEVELS];
	const struct cfs_rq *queue;
	const struct group *group;
	bool replaced = false;
	int nr = 0, depth;
	u64 sum_ns;

	for (depth = 0; se && depth < DEPTH; depth++) {
		queue = lc_compat_queue(se);
		se = lc_compat_parent(se);
		group = se ? find(bucket_of(queue), queue) : NULL;
		if (group && nr == LEVELS)
			break;
		if (group)
			replaced |= !open_level(&levels[nr++], group, wait);
	}
	wait->lost = replaced || (se && depth < DEPTH);
	sum_ns = sum_of(levels, nr, wait);
	return is_known(levels, nr, wait) && !replaced ? sum_ns : 0;
}

/* A wait of which a part could not be counted. Context: any. */
void lc_throttle_table_lose(void)
{
	atomic64_inc(&lost);
}

/* Spans and parts of waits that could not be counted for lack of room. Context: any. */
u64 lc_throttle_table_lost(void)
{
	return atomic64_read(&lost);
}

/* Bytes. Context: any. */
size_t lc_throttle_table_memory(void)
{
	return sizeof(*buckets) << bits;
}

/**
 * lc_throttle_table_init() - allocate the table
 *
 * Context: Process context.
 * Return: 0 or -ENOMEM.
 */
int lc_throttle_table_init(void)
{
	unsigned int i, way;

	bits = ilog2(roundup_pow_of_two(num_online_cpus() * GROUPS_PER_CPU / WAYS));
	buckets = kvcalloc(1U << bits, sizeof(*buckets), GFP_KERNEL);
	if (!buckets)
		return -ENOMEM;
	for (i = 0; i < 1U << bits; i++) {
		raw_spin_lock_init(&buckets[i].lock);
		for (way = 0; way < WAYS; way++)
			seqcount_init(&buckets[i].groups[way].seq);
	}
	return 0;
}

/**
 * lc_throttle_table_exit() - free the table
 *
 * Context: Process context. No hook is attached, no file is open.
 */
void lc_throttle_table_exit(void)
{
	kvfree(buckets);
}
