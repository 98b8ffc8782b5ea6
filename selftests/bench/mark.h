/* SPDX-License-Identifier: GPL-2.0 */
/* What tells scripts/bench.d/trace.c, see trace.h there, that an operation begins. */
#ifndef BENCH_MARK_H
#define BENCH_MARK_H

#define MARK(number) asm volatile(".byte 0x0f, 0x1f, 0x84, 0x00, " #number ", 0x00, 0xc3, 0x5a")

/* @number: that of the operation, or 0 at its end */
static inline void mark(int number)
{
	switch (number) {
	case 0:
		MARK(0);
		break;
	case 1:
		MARK(1);
		break;
	case 2:
		MARK(2);
		break;
	case 3:
		MARK(3);
		break;
	case 4:
		MARK(4);
		break;
	case 5:
		MARK(5);
		break;
	case 6:
		MARK(6);
		break;
	case 7:
		MARK(7);
		break;
	}
}

#endif
