/* SPDX-License-Identifier: GPL-2.0 */
/* A hook, and what is known of it: whether it is attached, fires, misses calls, is silent. */
#ifndef LC_HOOK_STATUS_H
#define LC_HOOK_STATUS_H

#include <linux/kprobes.h>
#include <linux/types.h>

#include "hook_function.h"
#include "probe/probe.h"
#include "record/gaps.h"

struct seq_file;
struct tracepoint;

enum lc_hook_kind { TRACEPOINT, FTRACE, KPROBE, KRETPROBE };
enum lc_hook_need { REQUIRED, OPTIONAL };
enum lc_hook_status { UNAVAILABLE, ATTACHED };

/**
 * struct lc_hook - a place in the kernel and the probe that runs there
 * @name: name of the tracepoint or the function
 * @kind: how it is hooked: FTRACE is tried before KPROBE
 * @need: REQUIRED: the module does not load without it. OPTIONAL: the module loads
 *	  without it, and prints a warning
 * @id: probe whose hits are counted
 * @probe: probe of a tracepoint
 * @tp: tracepoint, once found
 * @function: which function it is, for FTRACE and KPROBE
 * @kp: kprobe
 * @clone: name of the function if the compiler has changed its arguments, for KRETPROBE;
 *	   NULL if a probe depends on them
 * @rp: kretprobe
 * @status: whether the hook is attached
 * @reported_ns: when it was last reported to be silent, 0 if never
 */
struct lc_hook {
	const char *name;
	enum lc_hook_kind kind;
	enum lc_hook_need need;
	enum lc_probe id;
	void *probe;
	struct tracepoint *tp;
	union {
		struct {
			enum lc_function function;
			struct kprobe kp;
		};
		struct {
			const char *clone;
			struct kretprobe rp;
		};
	};
	enum lc_hook_status status;
	u64 reported_ns;
};

extern const char * const lc_hook_kinds[];

void lc_hook_status_init(struct lc_hook *hooks, unsigned int count);
struct lc_misses lc_hook_status_misses(const struct lc_hook *hook);
void lc_hook_status_attached(const struct lc_hook *hook);
void lc_hook_status_show(struct seq_file *m);

#endif /* LC_HOOK_STATUS_H */
