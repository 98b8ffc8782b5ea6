/* SPDX-License-Identifier: GPL-2.0 */
/* The functions of a guest's kernel, and which of them lead to a hook or away from it. */
#ifndef BENCH_SYMBOLS_H
#define BENCH_SYMBOLS_H

#include <stdint.h>

#define NAME_MAX_LEN	64

enum where {
	KERNEL,
	THUNK,		/* of an indirect call */
	DISPATCHER,	/* calls a handler, and was itself called on the way to a hook */
	INTERRUPT,	/* begins an interrupt or exception */
	PREEMPTION,	/* runs other tasks, then returns */
	DISPATCH,	/* called on the way to a hook */
	DETOUR,		/* likewise, but reached by a jump or a return */
	OURS,
};

struct symbol {
	uint64_t address;
	enum where where;
	char name[NAME_MAX_LEN];
};

/* Prints what went wrong, with a name or "", and exits. */
void give_up(const char *what, const char *name);
void die(const char *what);

/* Reads /proc/kallsyms from a file. */
void symbols_read(const char *path);

/* The function at an address; NULL before the first, and for addresses of user space. */
const struct symbol *symbol_at(uint64_t address);

#endif
