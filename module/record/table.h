/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The table of living tasks.
 *
 * A record is found by its task_struct, never by a PID: a PID may be reused before
 * the task's last switch, the structure is not. A record is in the table from birth
 * (or enrolment) until release_task(). It holds a reference to its task: code that
 * finds a record under RCU may use record->task too.
 *
 * There are two indexes: a hash for the hooks, and slots for readers. A task keeps its
 * slot for life. So a reader that walks the slots meets every task that lives during
 * the whole walk exactly once, however often the walk is interrupted.
 */
#ifndef LC_TABLE_H
#define LC_TABLE_H

#include <linux/hash.h>
#include <linux/rculist.h>

#include "record/quota.h"
#include "record/record.h"

/**
 * struct lc_buckets - hash of the records, by the address of the task
 * @heads: chains of records
 * @shift: right shift that reduces a 64-bit product to the number of a chain
 */
struct lc_buckets {
	struct hlist_head *heads;
	unsigned int shift;
};

extern struct lc_buckets lc_buckets;

/* The chain that contains a task's record. */
static __always_inline struct hlist_head *lc_table_bucket(const struct task_struct *task)
{
	return &lc_buckets.heads[(u64)task * GOLDEN_RATIO_64 >> lc_buckets.shift];
}

/**
 * lc_table_find() - find the record of a living task
 * @task: the task
 *
 * Context: RCU read side (interrupts or preemption off is one), or a writer.
 * Return: the record, or NULL. It is valid until the end of the read side.
 */
static __always_inline struct lc_task *lc_table_find(const struct task_struct *task)
{
	struct lc_task *rec;

	hlist_for_each_entry_rcu(rec, lc_table_bucket(task), hash,
				 rcu_read_lock_any_held())
		if (rec->task == task)
			return rec;
	return NULL;
}

int lc_table_init(unsigned int max_tasks);
void lc_table_exit(void);

enum lc_bound lc_table_bound(kuid_t user);
int lc_table_add(struct lc_task *rec, kuid_t user, enum lc_bound *bound);
bool lc_table_remove(struct lc_task *rec);
void lc_table_clear_waiters(void);
struct lc_task *lc_table_find_slowpath(const struct task_struct *task);

struct lc_task *lc_table_leader(const struct task_struct *task);
struct lc_task *lc_table_at(unsigned int slot);
unsigned int lc_table_slots(void);

unsigned int lc_table_living(void);
unsigned int lc_table_peak(void);
unsigned int lc_table_max(void);
size_t lc_table_memory(void);

#endif /* LC_TABLE_H */
