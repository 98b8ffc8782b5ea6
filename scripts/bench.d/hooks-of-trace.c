// SPDX-License-Identifier: GPL-2.0
/*
 * usage: hooks-of-trace TRACE SYMBOLS
 *
 * Counts the instructions of each hook of lifecycle in TRACE, which trace.c has written.
 * SYMBOLS is /proc/kallsyms of the guest. Prints 'hook OPERATION NAME CALLS INSTRUCTIONS
 * LONGEST OFF' lines; the number of a mark tells the operation that begins there. LONGEST is
 * the longest call of a probe, 0 for other functions of the module; OFF is the longest
 * stretch of the module with interrupts disabled.
 *
 * A hook begins where the kernel enters the module, or what leads there: the iterator or
 * static call of a tracepoint, the trampoline of ftrace, a page of optimized kprobes, the
 * trampoline of kretprobes. It ends where the kernel goes on. What it calls belongs to it;
 * interrupts do not, nor what runs while it is preempted. Other functions are counted
 * likewise, but in parts if they sleep or are preempted.
 *
 * Fails, rather than print less than there is, if a trace has no end, if a hook has none, or
 * if the module was entered from a function that calls handlers of probes, but the way from
 * the probed function to there is not in the table of symbols.c.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"
#include "trace.h"

#define PROBE		"probe_"
#define is_probe(name)	(!strncmp(name, PROBE, strlen(PROBE)))
/* At the entry of a function whose return alone has a probe, and its name for that */
#define KRETPROBE_HANDLER	"pre_handler_kretprobe"
#define KRETPROBE_ENTRY		"kretprobe_entry"
#define HOOKS_MAX	64
#define SUSPENDED_MAX	16
#define STACK_SIZE	16384

static struct hook {
	const char *name;
	bool returns;	/* the end of a kretprobe */
	unsigned long calls, instructions, longest, off;
} hooks[HOOKS_MAX];

static struct hook *hook_of(const char *name, bool returns)
{
	struct hook *hook = hooks;

	while (hook->name && (strcmp(hook->name, name) || hook->returns != returns))
		if (++hook == hooks + HOOKS_MAX)
			give_up("too many hooks", "");
	hook->name = name;
	hook->returns = returns;
	return hook;
}

/* A hook that is being executed. */
struct run {
	bool is_on;
	uint64_t stack;			/* at its first instruction */
	uint64_t frame;			/* of the interrupt that suspends it; or, */
	bool preempted;			/* the stack where it goes on */
	const struct symbol *entry;	/* where it began */
	const char *name;		/* of the probe; before it, of the module's function */
	bool is_entry;			/* of a kretprobe, which need not have a probe there */
	unsigned long instructions;
	unsigned long off, most_off;	/* with interrupts disabled: up to now, at most */
	bool ours_off;			/* by the module, not just in what it calls */
};

static struct run run;
static struct run suspended[SUSPENDED_MAX];	/* by interrupts, or preempted: is_on */
static unsigned int preempted;			/* of these */

static void begin(const struct trace_step *step, const struct symbol *at,
		  const struct symbol *before)
{
	if (at->where == OURS && before && before->where == DISPATCHER)
		give_up("the way to a handler is not known, which was called by", before->name);
	run = (struct run) { .is_on = true, .stack = step->stack, .entry = at };
}

static void end(void)
{
	bool returns = run.entry->where == DETOUR && strstr(run.entry->name, "trampoline");
	struct hook *hook;

	run.is_on = false;
	if (!run.name && run.is_entry)
		run.name = KRETPROBE_ENTRY;
	if (!run.name)
		return;
	hook = hook_of(run.name, returns);
	hook->calls++;
	hook->instructions += run.instructions;
	if (is_probe(run.name) && hook->longest < run.instructions)
		hook->longest = run.instructions;
	if (hook->off < run.most_off)
		hook->off = run.most_off;
}

/* What was called has returned when the return address is off the stack. */
static bool has_ended(const struct trace_step *step, const struct symbol *at)
{
	if (!at)
		return true;
	if (at->where >= DISPATCH)
		return false;
	return run.entry->where == DETOUR ? step->stack >= run.stack : step->stack > run.stack;
}

static bool is_iretq(const struct trace_step *step)
{
	return step->start[0] == 0x48 && step->start[1] == 0xcf;
}

static void suspend(uint64_t frame, bool preempts)
{
	struct run *to = suspended;

	while (to->is_on)
		if (++to == suspended + SUSPENDED_MAX)
			give_up("too many hooks are interrupted, the newest is",
				run.entry->name);
	*to = run;
	to->frame = frame;
	to->preempted = preempts;
	preempted += preempts;
	run.is_on = false;
}

/* An exception has an error code above the frame. What ran in an interrupt has ended. */
static void resume(uint64_t frame)
{
	for (struct run *from = suspended; from < suspended + SUSPENDED_MAX; from++) {
		if (!from->is_on || from->preempted ||
		    (from->frame != frame && from->frame + 8 != frame))
			continue;
		if (run.is_on)
			give_up("does not end before its interrupt does", run.entry->name);
		run = *from;
		from->is_on = false;
		return;
	}
}

/* At the end of a hook, where preemption is enabled again, other tasks may run at once. */
static void go_on(uint64_t stack)
{
	for (struct run *from = suspended; from < suspended + SUSPENDED_MAX; from++) {
		if (!from->is_on || !from->preempted || from->frame != stack)
			continue;
		run = *from;
		from->is_on = false;
		preempted--;
		return;
	}
}

/*
 * Where the kernel switches to another task, the stack changes with it. The other stack can be
 * a higher one: this must be asked before has_ended() is.
 */
static bool has_switched(const struct trace_step *step, const struct symbol *at)
{
	return at && (step->stack ^ run.stack) & ~(uint64_t)(STACK_SIZE - 1);
}

static bool may_sleep(const struct run *of)
{
	return of->entry->where == OURS && of->name && !is_probe(of->name);
}

/* A hook in what other functions of the module call is one of its own. */
static bool is_hooked(const struct symbol *at)
{
	return may_sleep(&run) && (at->where == DISPATCH || at->where == DETOUR ||
				   (at->where == OURS && is_probe(at->name)));
}

static void add(const struct trace_step *step, const struct symbol *at)
{
	run.instructions++;
	if (step->flags & TRACE_INTERRUPTS_ON) {
		run.off = 0;
		run.ours_off = false;
	} else {
		run.off++;
		run.ours_off |= at->where == OURS;
	}
	if (run.ours_off && run.most_off < run.off)
		run.most_off = run.off;
	run.is_entry |= at->where == DISPATCHER && !strcmp(at->name, KRETPROBE_HANDLER);
	if (at->where == OURS && (!run.name || (is_probe(at->name) && !is_probe(run.name))))
		run.name = at->name;
}

static void follow(const struct trace_step *step)
{
	static const struct symbol *before;
	const struct symbol *at = symbol_at(step->address);

	if (!run.is_on && preempted)
		go_on(step->stack);
	if (run.is_on && at && at->address == step->address) {
		if (at->where == INTERRUPT)
			suspend(step->stack, false);
		else if (at->where == PREEMPTION)
			suspend(step->stack + 8, true);
	}
	if (run.is_on && has_switched(step, at)) {
		if (!may_sleep(&run))
			give_up("switches to another task", run.entry->name);
		end();
	}
	if (run.is_on && (has_ended(step, at) || is_hooked(at)))
		end();
	if (!run.is_on && at && at->where > PREEMPTION)
		begin(step, at, before);
	if (!at || at->where != THUNK)
		before = at;
	if (run.is_on)
		add(step, at);
	else if (is_iretq(step))
		resume(step->stack);
}

/* By the number of their mark, see switch_price.c and storm.c in selftests/bench */
static const char *const operations[] = {
	"", "switch", "vfork_exit_wait", "fork_exit_wait", "fork_exec_exit_wait", "orphan",
	"followed", "storm",
};

/* At a mark, functions that may sleep are on their way; so far, they count. */
static void end_all(void)
{
	if (run.is_on && !may_sleep(&run))
		give_up("does not end", run.entry->name);
	if (run.is_on)
		end();
	for (struct run *at = suspended; at < suspended + SUSPENDED_MAX; at++) {
		if (!at->is_on)
			continue;
		if (!at->preempted && !may_sleep(at))
			give_up("does not end after an interrupt", at->entry->name);
		run = *at;
		at->is_on = false;
		end();
	}
	preempted = 0;
}

/* Print what has been counted, and begin anew. */
static void print(const char *operation)
{
	end_all();
	for (struct hook *hook = hooks; hook < hooks + HOOKS_MAX && hook->name; hook++)
		printf("hook %s %s%s %lu %lu %lu %lu\n", operation,
		       hook->name + (is_probe(hook->name) ? strlen(PROBE) : 0),
		       hook->returns ? "_return" : "", hook->calls, hook->instructions,
		       hook->longest, hook->off);
	memset(hooks, 0, sizeof(hooks));
}

int main(int argc, char **argv)
{
	struct trace_step step;
	unsigned int part = 0, parts = 0;
	FILE *trace;

	if (argc != 3) {
		fputs("usage: hooks-of-trace TRACE SYMBOLS\n", stderr);
		return 2;
	}
	symbols_read(argv[2]);
	trace = fopen(argv[1], "r");
	if (!trace)
		die(argv[1]);
	while (fread(&step, sizeof(step), 1, trace) == 1) {
		if (step.address) {
			follow(&step);
		} else {
			print(operations[part]);
			part = step.stack;
			if (part >= sizeof(operations) / sizeof(*operations))
				give_up("a mark has an unknown number", "");
			parts++;
		}
	}
	if (ferror(trace) || part || !parts)
		give_up("the trace is not complete", argv[1]);
	return 0;
}
