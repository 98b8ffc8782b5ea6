// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"

#define MODULE		"[lifecycle]"
#define KERNEL_START	0x8000000000000000ULL

static struct symbol *symbols;
static size_t nr_symbols;

static const struct {
	const char *start;
	enum where where;
} special[] = {
	{ "asm_sysvec_", INTERRUPT },
	{ "asm_exc_", INTERRUPT },
	{ "asm_common_interrupt", INTERRUPT },
	{ "preempt_schedule", PREEMPTION },
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

void die(const char *what)
{
	perror(what);
	exit(1);
}

void give_up(const char *what, const char *name)
{
	fprintf(stderr, "hooks-of-trace: %s%s%s\n", what, *name ? ": " : "", name);
	exit(1);
}

static int compare(const void *a, const void *b)
{
	const struct symbol *x = a, *y = b;

	return (x->address > y->address) - (x->address < y->address);
}

void symbols_read(const char *path)
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

const struct symbol *symbol_at(uint64_t address)
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
