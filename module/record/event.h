/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Events, in one order over all CPUs, for readers that follow them as they come.
 *
 * They are in a ring of blocks; those of switches have another. Per-CPU rings would have to be
 * merged by time, and clocks are not exact enough for that. The newest event overwrites the
 * oldest; a reader that is too slow knows exactly how many of each kind it has lost. An event
 * refers to nothing: it is numbers and text, so that it can be overwritten in any context.
 *
 * Without a reader there is no ring, and a hook executes a no-op.
 */
#ifndef LC_EVENT_H
#define LC_EVENT_H

#include <linux/jump_label_ratelimit.h>

#include "base/identity.h"
#include "record/record.h"
#include "uapi/words_event.h"

#define LC_EVENT_BLOCK 128

/* Readers at the same time, and how many of these are reserved for root. */
#define LC_EVENT_READERS 64
#define LC_EVENT_RESERVED 16

/* How many of them one user can have. */
#define LC_EVENT_READERS_OF_USER 16

/* Depth to which nested user namespaces are distinguished. */
#define LC_EVENT_USERNS 3

/* Room for text: a program and its arguments, or a path. */
#define LC_EVENT_TEXT (2 * LC_EVENT_BLOCK)

/**
 * struct lc_event_ids - user and group IDs that a task gets
 * @uid: real user ID
 * @euid: effective user ID
 * @suid: saved user ID
 * @gid: real group ID
 * @egid: effective group ID
 * @sgid: saved group ID
 */
struct lc_event_ids {
	kuid_t uid;
	kuid_t euid;
	kuid_t suid;
	kgid_t gid;
	kgid_t egid;
	kgid_t sgid;
};

/**
 * struct lc_event - the first block of an event
 * @seq: its number, from 1 on
 * @ns: when it happened
 * @born_ns: start_time of its task
 * @value: clone flags of a birth; PID of an orphan's adopter; length of a wait for a CPU, in ns
 * @watches: trees that the task is in, see watch.h
 * @pid: its PID in the initial namespace
 * @tgid: likewise, of its process
 * @uid: real UID
 * @euid: effective UID
 * @suid: saved UID
 * @code: exit status, si_code, errno or number of a CPU
 * @kind: an enum lc_event_kind
 * @blocks: size of the event in blocks: this one, one for @has_ns, and those of the text
 * @has_ns: a struct lc_event_ns follows
 * @word: a lc_birth, lc_outcome, lc_cause, lc_reap or lc_state
 * @sig: signal number, 0 if none
 * @origin: its lc_origin
 * @guard: who may see its text and errno, an enum lc_guard
 * @cgroups: followed cgroups that the task is in, see cgroup_watch.h
 * @comm: name of the task
 * @by_pid: who caused it, likewise in the initial namespace; 0 if it is not known
 * @by_uid: real UID of that process
 * @by_comm: name of the process that caused it; for a switch these three are the other task's
 * @new_comm: of LC_EVENT_COMM, instead: the name that the task gets
 * @new_ids: of LC_EVENT_CREDENTIALS, instead
 */
struct lc_event {
	u64 seq;
	u64 ns;
	u64 born_ns;
	u64 value;
	u32 watches;
	pid_t pid;
	pid_t tgid;
	kuid_t uid;
	kuid_t euid;
	kuid_t suid;
	s32 code;
	u8 kind;
	u8 blocks;
	bool has_ns;
	u8 word;
	u8 sig;
	u8 origin;
	u8 guard;
	u16 cgroups;
	char comm[TASK_COMM_LEN];
	union {
		struct {
			pid_t by_pid;
			kuid_t by_uid;
			char by_comm[TASK_COMM_LEN];
		};
		char new_comm[TASK_COMM_LEN];
		struct lc_event_ids new_ids;
	};
} __aligned(LC_EVENT_BLOCK);

/**
 * struct lc_event_ns - where a task is that is not in the initial namespaces
 * @id: its PIDs in its namespaces
 * @tgid: PIDs of its process in them
 * @by: of the process that caused it
 * @adopter: of an orphan's adopter
 * @user_ns: inode numbers of its user namespaces below the initial one, outermost first
 * @owner: their owners
 */
struct lc_event_ns {
	struct lc_identity id;
	struct lc_nspid tgid;
	struct lc_nspid by;
	struct lc_nspid adopter;
	unsigned int user_ns[LC_EVENT_USERNS];
	kuid_t owner[LC_EVENT_USERNS];
} __aligned(LC_EVENT_BLOCK);

/**
 * struct lc_event_full - an event with all that may follow
 * @event: the event
 * @ns: valid with @event.has_ns
 * @text: valid as far as @event.blocks says
 */
struct lc_event_full {
	struct lc_event event;
	struct lc_event_ns ns;
	char text[LC_EVENT_TEXT];
};

/**
 * struct lc_event_place - a reader's place among those of a ring
 * @ring: what it reads
 * @link: link in the list of its readers
 * @uid: its user
 */
struct lc_event_place {
	struct lc_event_ring *ring;
	struct list_head link;
	kuid_t uid;
};

/**
 * struct lc_event_cursor - where a reader is
 * @seq: number of the event that is read next
 * @block: number of its first block
 * @passed: how many events of each kind are before it
 */
struct lc_event_cursor {
	u64 seq;
	u64 block;
	u64 passed[LC_EVENT_NR];
};

/* Size of an event's text in blocks. */
static inline unsigned int lc_event_text_blocks(const struct lc_event *event)
{
	return event->blocks - 1 - event->has_ns;
}

/* Let a reader go on to the event after @event, at which it is. */
static inline void lc_event_pass(struct lc_event_cursor *cursor, const struct lc_event *event)
{
	cursor->seq++;
	cursor->block += event->blocks;
	cursor->passed[event->kind]++;
}

extern struct static_key_false_deferred lc_event_key, lc_event_switch_key, lc_event_any_key;

/* Whether there is a reader: of lives, of switches, of either. Context: any. */
#define lc_event_wanted() static_branch_unlikely(&lc_event_key.key)
#define lc_event_switches_wanted() static_branch_unlikely(&lc_event_switch_key.key)
#define lc_event_any_wanted() static_branch_unlikely(&lc_event_any_key.key)

#define LC_EVENT_SWITCHES (BIT(LC_EVENT_ON_CPU) | BIT(LC_EVENT_OFF_CPU))

/* Switches of trees are many, and long waits rare: each have a ring of their own. */
extern struct lc_event_ring lc_event_lives, lc_event_switches, lc_event_waits;

/* event.c */
void lc_event_add(struct lc_event_ring *ring, struct lc_event_full *full, struct lc_task *rec);
void lc_event_seek_end(struct lc_event_ring *ring, struct lc_event_cursor *cursor);
void lc_event_seek_oldest(struct lc_event_ring *ring, struct lc_event_cursor *cursor);
u64 lc_event_newest(const struct lc_event_ring *ring);
bool lc_event_copy(struct lc_event_ring *ring, const struct lc_event_cursor *cursor,
		   struct lc_event_full *to);
u64 lc_event_lost(struct lc_event_ring *ring, struct lc_event_cursor *cursor, u32 kinds);

/* event_open.c */
int lc_event_open(struct lc_event_ring *ring, struct lc_event_place *place, kuid_t uid,
		  bool privileged);
void lc_event_close(struct lc_event_place *place);
struct lc_event_wait *lc_event_waiting(struct lc_event_ring *ring);
void lc_event_end(void);
u32 lc_event_kinds(const struct lc_event_ring *ring);
unsigned int lc_event_readers(const struct lc_event_ring *ring);
size_t lc_event_memory(const struct lc_event_ring *ring);
void lc_event_init(unsigned int blocks);
void lc_event_exit(void);

#endif /* LC_EVENT_H */
