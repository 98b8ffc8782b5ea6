// SPDX-License-Identifier: GPL-2.0
#include <linux/minmax.h>
#include <linux/seq_file.h>

#include "base/clock.h"
#include "hook_status.h"
#include "record/silence.h"

const char * const lc_hook_kinds[] = { "tracepoint", "ftrace", "kprobe", "kretprobe" };
static const char * const need_words[] = { "required", "optional" };
static const char * const status_words[] = { "unavailable", "attached" };

static struct lc_hook *hooks;
static unsigned int count;

/* An ftrace_ops misses no call. */
static const unsigned long none_missed;

/* The kprobe of a hook, or NULL. */
static const struct kprobe *kprobe_of(const struct lc_hook *hook)
{
	switch (hook->kind) {
	case KPROBE:
		return &hook->kp;
	case KRETPROBE:
		return &hook->rp.kp;
	default:
		return NULL;
	}
}

/**
 * lc_hook_status_misses() - get where the calls that a hook misses are counted
 * @hook: the hook
 *
 * Context: Any.
 * Return: the counts, valid as long as the module; a tracepoint and an ftrace_ops miss none.
 */
struct lc_misses lc_hook_status_misses(const struct lc_hook *hook)
{
	const struct kprobe *kp = kprobe_of(hook);

	return (struct lc_misses) {
		.calls = kp ? &kp->nmissed : &none_missed,
		.returns = hook->kind == KRETPROBE ? &hook->rp.nmissed : NULL,
	};
}

#define WATCHED(name)	\
	[LC_PROBE_##name] = LC_WATCHED_##name + 1,
static const int watched_ids[LC_PROBE_NR] = { LC_WATCHED(WATCHED) };

/* Return: an enum lc_watched; -1 for a hook that has no twin. */
static int watched_of(const struct lc_hook *hook)
{
	return watched_ids[hook->id] - 1;
}

/**
 * lc_hook_status_attached() - watch a hook that has been attached, if it has a twin
 * @hook: the hook
 *
 * Context: Process context.
 */
void lc_hook_status_attached(const struct lc_hook *hook)
{
	struct lc_misses misses = lc_hook_status_misses(hook);
	int watched = watched_of(hook);

	if (watched >= 0)
		lc_silence_watch(watched, &misses);
}

/* What can be turned off only together. A kprobe is called by ftrace, or is a breakpoint. */
enum way { NEVER_SILENT, BY_FTRACE, BY_KPROBE_ON_FTRACE, BY_BREAKPOINT };

static enum way way_of(const struct lc_hook *hook)
{
	const struct kprobe *kp = kprobe_of(hook);

	if (hook->kind == FTRACE)
		return BY_FTRACE;
	if (!kp)
		return NEVER_SILENT;
	return kp->flags & KPROBE_FLAG_FTRACE ? BY_KPROBE_ON_FTRACE : BY_BREAKPOINT;
}

/* Each task that is born and dies calls these. */
static bool fires_for_each(const struct lc_hook *hook)
{
	return hook->id == LC_PROBE_do_exit || hook->id == LC_PROBE_release_task ||
	       hook->id == LC_PROBE_copy_process;
}

/* What silences all hooks that fire for each task silences the others of their way. */
static void silence_of_way(enum way way, struct lc_silence *silence)
{
	bool silent = true, was_silent = true;
	const struct lc_hook *hook;
	struct lc_silence one;

	*silence = (struct lc_silence) { 0 };
	for (hook = hooks; hook < hooks + count; hook++) {
		if (hook->status != ATTACHED || way_of(hook) != way || !fires_for_each(hook))
			continue;
		lc_silence_get(watched_of(hook), &one);
		silent &= one.silent;
		was_silent &= one.from_ns != 0;
		silence->from_ns = max(silence->from_ns, one.from_ns);
		silence->to_ns = max(silence->to_ns, one.to_ns);
	}
	silence->silent = silent && silence->from_ns;
	if (!was_silent)
		silence->from_ns = 0;
}

/* Return: false if the hook has no twin, so that unseen events are not known. */
static bool silence_of(const struct lc_hook *hook, struct lc_silence *silence)
{
	int watched = watched_of(hook);
	struct lc_silence way;

	*silence = (struct lc_silence) { 0 };
	if (way_of(hook) == NEVER_SILENT || hook->status != ATTACHED)
		return false;
	silence_of_way(way_of(hook), &way);
	if (watched >= 0)
		lc_silence_get(watched, silence);
	/* The newest silence is that of its way. */
	if (!silence->silent && way.from_ns > silence->to_ns)
		silence->from_ns = way.from_ns;
	silence->silent |= way.silent;
	silence->to_ns = max(silence->to_ns, way.to_ns);
	return watched >= 0;
}

/* Each hook once in a silence. Called in process context, never twice at a time. */
static void report_silence(void)
{
	struct lc_silence silence;
	char names[400] = "";
	struct lc_hook *hook;
	int len = 0;

	for (hook = hooks; hook < hooks + count; hook++) {
		silence_of(hook, &silence);
		if (!silence.silent || hook->reported_ns > silence.to_ns)
			continue;
		hook->reported_ns = lc_clock_now();
		len += scnprintf(names + len, sizeof(names) - len, " %s", hook->name);
	}
	if (len)
		pr_warn_ratelimited("hooks do not fire:%s (kernel.ftrace_enabled=0, or kprobes are disabled)\n",
				    names);
}

/**
 * lc_hook_status_init() - prepare to watch hooks and to show them
 * @table: the hooks, none attached yet
 * @size: number of hooks
 *
 * Context: Process context.
 */
void lc_hook_status_init(struct lc_hook *table, unsigned int size)
{
	hooks = table;
	count = size;
	lc_silence_init(report_silence);
}

static unsigned long hits_of(const struct lc_hook *hook)
{
	unsigned long hits = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		hits += READ_ONCE(per_cpu(lc_probe_hits, cpu).n[hook->id]);
	return hits;
}

static void show_known(struct seq_file *m, bool known, u64 value)
{
	if (known)
		seq_printf(m, " %llu", value);
	else
		seq_puts(m, " -");
}

/**
 * lc_hook_status_show() - print the hook table
 * @m: seq_file to print to
 *
 * Context: Process context.
 */
void lc_hook_status_show(struct seq_file *m)
{
	struct lc_silence silence;
	const struct lc_hook *hook;
	struct lc_misses misses;
	bool known;

	seq_puts(m, "name kind need status hits misses unseen silent_from_ns silent_to_ns\n");
	for (hook = hooks; hook < hooks + count; hook++) {
		known = silence_of(hook, &silence);
		misses = lc_hook_status_misses(hook);
		seq_printf(m, "%s %s %s %s %lu %lu", hook->name,
			   lc_hook_kinds[hook->kind], need_words[hook->need],
			   silence.silent ? "silent" : status_words[hook->status],
			   hits_of(hook), lc_misses_sum(&misses));
		show_known(m, known, silence.unseen);
		show_known(m, silence.from_ns, silence.from_ns);
		show_known(m, !silence.silent && silence.from_ns, silence.to_ns);
		seq_putc(m, '\n');
	}
}
