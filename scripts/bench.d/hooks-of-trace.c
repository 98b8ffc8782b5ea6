// SPDX-License-Identifier: GPL-2.0
/*
 * usage: hooks-of-trace TRACE SYMBOLS
 *
 * Counts the instructions of each hook of lifecycle in TRACE, which trace.c has written.
 * SYMBOLS is /proc/kallsyms of the guest. Prints 'hook OPERATION NAME CALLS INSTRUCTIONS'
 * lines; the number of a mark tells the operation that begins there.
 *
 * A hook begins where the kernel enters the module, or what leads there: the iterator or
 * static call of a tracepoint, the trampoline of ftrace, a page of optimized kprobes, the
 * trampoline of kretprobes. It ends where the kernel goes on. What it calls belongs to it;
 * interrupts do not, nor what runs while it is preempted.
 *
 * Fails, rather than print less than there is, if a trace has no end, if a hook has none, or
 * if the module was entered from a function that calls handlers of probes, but the way from
 * the probed function to there is not in the table 'special'.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace.h"

#define MODULE		"[lifecycle]"
#define PROBE		"probe_"
#define is_probe(name)	(!strncmp(name, PROBE, strlen(PROBE)))
#define NAME_MAX_LEN	64
#define HOOKS_MAX	64
#define SUSPENDED_MAX	16
#define STACK_SIZE	16384
#define KERNEL_START	0x8000000000000000ULL

enum where {
	KERNEL,
	THUNK,		/* of an indirect call */
	DISPATCHER,	/* calls a handler, and was itself called on the way to a hook */
	INTERRUPT,	/* begins an interrupt or exception */
	DISPATCH,	/* called on the way to a hook */
	DETOUR,		/* likewise, but reached by a jump or a return */
	OURS,
};

struct symbol {
	uint64_t address;
	enum where where;
	char name[NAME_MAX_LEN];
};

static struct symbol *symbols;
static size_t nr_symbols;

static const struct {
	const char *start;
	enum where where;
} special[] = {
	{ "asm_sysvec_", INTERRUPT },
	{ "asm_exc_", INTERRUPT },
	{ "asm_common_interrupt", INTERRUPT },
	{ "__x86_indirect_", THUNK },
	{ "kprobe_ftrace_handler", DISPATCHER },
	{ "kprobe_int3_handler", DISPATCHER },
	{ "optimized_callback", DISPATCHER },
	{ "opt_pre_handler", DISPATCHER },
	{ "aggr_pre_handler", DISPATCHER },
	{ "pre_handler_kretprobe", DISPATCHER },
	{ "kretprobe_", DISPATCHER },
	{ "__kretprobe_", DISPATCHER },
	{ "rethook_", DISPATCHER },
	{ "fprobe_", DISPATCHER },
	{ "__ftrace_ops_list_func", DISPATCHER },
	{ "arch_ftrace_ops_list_func", DISPATCHER },
	{ "ftrace_ops_", DISPATCHER },
	{ "ftrace_return_to_handler", DISPATCHER },
	{ "__traceiter_", DISPATCH },
	{ "__SCT__tp_func_", DISPATCH },
	{ "ftrace_caller", DISPATCH },
	{ "ftrace_regs_caller", DISPATCH },
	{ "ftrace_trampoline", DISPATCH },
	{ "kprobe_optinsn_page", DETOUR },
	{ "arch_rethook_trampoline", DETOUR },
	{ "__kretprobe_trampoline", DETOUR },
	{ "kretprobe_trampoline", DETOUR },
};

/* The longest match counts: __kretprobe_trampoline is not just any __kretprobe_. */
static enum where where_is(const char *name, const char *module)
{
	enum where where = KERNEL;
	size_t longest = 0;

	if (!strcmp(module, MODULE))
		return OURS;
	for (size_t i = 0; i < sizeof(special) / sizeof(*special); i++) {
		size_t length = strlen(special[i].start);

		if (length > longest && !strncmp(name, special[i].start, length)) {
			longest = length;
			where = special[i].where;
		}
	}
	return where;
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void give_up(const char *what, const char *name)
{
	fprintf(stderr, "hooks-of-trace: %s%s%s\n", what, *name ? ": " : "", name);
	exit(1);
}

static int compare(const void *a, const void *b)
{
	const struct symbol *x = a, *y = b;

	return (x->address > y->address) - (x->address < y->address);
}

static void read_symbols(const char *path)
{
	char line[512], name[256], module[256], type;
	FILE *file = fopen(path, "r");
	uint64_t address;
	size_t room = 0, i = 0;

	if (!file)
		die(path);
	while (fgets(line, sizeof(line), file)) {
		module[0] = '\0';
		if (sscanf(line, "%lx %c %255s %255s", &address, &type, name, module) < 3 ||
		    !strchr("tTwW", type) || address < KERNEL_START)
			continue;
		if (nr_symbols == room) {
			room = 2 * room + 1024;
			symbols = realloc(symbols, room * sizeof(*symbols));
			if (!symbols)
				die("realloc");
		}
		symbols[nr_symbols].address = address;
		symbols[nr_symbols].where = where_is(name, module);
		snprintf(symbols[nr_symbols++].name, NAME_MAX_LEN, "%.*s", NAME_MAX_LEN - 1, name);
	}
	fclose(file);
	qsort(symbols, nr_symbols, sizeof(*symbols), compare);
	while (i < nr_symbols && symbols[i].where != OURS)
		i++;
	if (i == nr_symbols)
		give_up("no symbols of lifecycle in", path);
}

/* NULL before the first, and for addresses of user space. */
static const struct symbol *find(uint64_t address)
{
	static const struct symbol *last;
	size_t low = 0, high = nr_symbols;

	if (address < KERNEL_START)
		return NULL;
	if (last && last + 1 < symbols + nr_symbols && last->address <= address &&
	    address < last[1].address)
		return last;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (symbols[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	last = low ? &symbols[low - 1] : NULL;
	return last;
}

static struct hook {
	const char *name;
	bool returns;	/* the end of a kretprobe */
	unsigned long calls, instructions;
} hooks[HOOKS_MAX];

static void count(const char *name, bool returns, unsigned long instructions)
{
	struct hook *hook = hooks;

	while (hook->name && (strcmp(hook->name, name) || hook->returns != returns))
		if (++hook == hooks + HOOKS_MAX)
			give_up("too many hooks", "");
	hook->name = name;
	hook->returns = returns;
	hook->calls++;
	hook->instructions += instructions;
}

/* A hook that is being executed. */
struct run {
	bool is_on;
	uint64_t stack;			/* at its first instruction */
	uint64_t frame;			/* of the interrupt that suspends it */
	const struct symbol *entry;	/* where it began */
	const char *name;		/* of the probe; before it, of the module's function */
	unsigned long instructions;
};

static struct run run;
static struct run suspended[SUSPENDED_MAX];	/* by interrupts: is_on */

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

	if (run.name)
		count(run.name, returns, run.instructions);
	run.is_on = false;
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

static void suspend(uint64_t frame)
{
	struct run *to = suspended;

	while (to->is_on)
		if (++to == suspended + SUSPENDED_MAX)
			give_up("too many hooks are interrupted, the newest is",
				run.entry->name);
	*to = run;
	to->frame = frame;
	run.is_on = false;
}

/* An exception has an error code above the frame. What ran in an interrupt has ended. */
static void resume(uint64_t frame)
{
	for (struct run *from = suspended; from < suspended + SUSPENDED_MAX; from++) {
		if (!from->is_on || (from->frame != frame && from->frame + 8 != frame))
			continue;
		if (run.is_on)
			give_up("does not end before its interrupt does", run.entry->name);
		run = *from;
		from->is_on = false;
		return;
	}
}

/* Where the kernel switches to another task, the stack changes with it. */
static bool has_switched(const struct trace_step *step)
{
	return (step->stack ^ run.stack) & ~(uint64_t)(STACK_SIZE - 1);
}

static void follow(const struct trace_step *step)
{
	static const struct symbol *before;
	const struct symbol *at = find(step->address);

	if (run.is_on && at && at->where == INTERRUPT && at->address == step->address)
		suspend(step->stack);
	if (run.is_on && has_ended(step, at))
		end();
	if (run.is_on && has_switched(step))
		give_up("switches to another task", run.entry->name);
	if (!run.is_on && at && at->where > INTERRUPT)
		begin(step, at, before);
	if (!at || at->where != THUNK)
		before = at;
	if (run.is_on) {
		run.instructions++;
		if (at->where == OURS &&
		    (!run.name || (is_probe(at->name) && !is_probe(run.name))))
			run.name = at->name;
	} else if (is_iretq(step)) {
		resume(step->stack);
	}
}

/* By the number of their mark, see selftests/bench/switch_price.c */
static const char *const operations[] = {
	"", "switch", "vfork_exit_wait", "fork_exit_wait", "fork_exec_exit_wait", "orphan",
};

/* Print what has been counted, and begin anew. */
static void print(const char *operation)
{
	for (struct hook *hook = hooks; hook < hooks + HOOKS_MAX && hook->name; hook++)
		printf("hook %s %s%s %lu %lu\n", operation,
		       hook->name + (is_probe(hook->name) ? strlen(PROBE) : 0),
		       hook->returns ? "_return" : "", hook->calls, hook->instructions);
	memset(hooks, 0, sizeof(hooks));
	if (run.is_on)
		give_up("does not end", run.entry->name);
	for (const struct run *at = suspended; at < suspended + SUSPENDED_MAX; at++)
		if (at->is_on)
			give_up("does not end after an interrupt", at->entry->name);
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
	read_symbols(argv[2]);
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
