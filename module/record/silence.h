/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Hooks that do not fire. The kernel can turn off ftrace, and kprobes, while they stay
 * registered: kernel.ftrace_enabled=0, debugfs' kprobes/enabled. A hook that has a twin, another
 * hook that sees the same event, is silent if its twin has seen events that it has not.
 *
 * The twin checks for each event whether the record shows the hook's mark. Nothing is
 * counted while both see it: a hit costs one load and one branch.
 */
#ifndef LC_SILENCE_H
#define LC_SILENCE_H

#include <linux/compiler.h>
#include <linux/types.h>

#include "record/gaps.h"

/*
 * X(hook): its twin, and the mark.
 *
 *   do_exit          sched_process_exit: the time of death has not been set
 *   release_task     sched_process_free: the record is still in the table
 *   complete_signal  signal_generate: the state of the target has not been set
 *   copy_process     task_newtask: earlier calls of the same task have not returned
 */
#define LC_WATCHED(X)		\
	X(do_exit)		\
	X(release_task)		\
	X(complete_signal)	\
	X(copy_process)

#define LC_WATCHED_ENUM(name) LC_WATCHED_##name,
enum lc_watched { LC_WATCHED(LC_WATCHED_ENUM) LC_WATCHED_NR };

/**
 * struct lc_silence - what is known of the silence of a hook
 * @silent: the hook does not fire
 * @unseen: events that its twin has seen and the hook has not
 * @from_ns: start of the newest silence, 0 if there was none
 * @to_ns: end of the newest silence that has ended: the next hit of the hook; or 0
 */
struct lc_silence {
	bool silent;
	u64 unseen;
	u64 from_ns;
	u64 to_ns;
};

extern unsigned int lc_silence_streaks[LC_WATCHED_NR];
void lc_silence_hit_slowpath(enum lc_watched hook);

/* A watched hook has fired. Context: any, except NMI. */
static __always_inline void lc_silence_hit(enum lc_watched hook)
{
	if (unlikely(READ_ONCE(lc_silence_streaks[hook])))
		lc_silence_hit_slowpath(hook);
}

void lc_silence_init(void (*report)(void));
void lc_silence_watch(enum lc_watched hook, const struct lc_misses *misses);
void lc_silence_start(void);
void lc_silence_stop(void);

void lc_silence_unseen(enum lc_watched hook, u64 born_ns, u64 since_ns);
void lc_silence_get(enum lc_watched hook, struct lc_silence *silence);
unsigned int lc_silence_count(void);

#endif /* LC_SILENCE_H */
