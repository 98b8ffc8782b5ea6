/* SPDX-License-Identifier: GPL-2.0 */
/* The trace that trace.c writes and hooks-of-trace.c reads. */
#ifndef BENCH_TRACE_H
#define BENCH_TRACE_H

#include <stdint.h>

/*
 * A guest begins and ends a trace by a nop that no compiler uses,
 * nopl 0x5ac300NN(%rax,%rax,1), where NN is 0 to end, and else the number of the part that
 * begins. selftests/bench/mark.h has it too.
 */
#define TRACE_NOP	0x0f, 0x1f, 0x84, 0x00
#define TRACE_MAGIC	0x5ac30000

/**
 * struct trace_step - an instruction that was executed, or a mark
 * @address: its address; 0 for a mark
 * @stack: the stack pointer before it; the number of a mark
 * @flags: the flags before it
 * @start: its first bytes
 */
struct trace_step {
	uint64_t address;
	uint64_t stack;
	uint32_t flags;
	uint8_t start[4];
};

/* The CPU accepts interrupts. */
#define TRACE_INTERRUPTS_ON	0x200

#endif
