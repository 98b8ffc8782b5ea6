// SPDX-License-Identifier: GPL-2.0
/* Messages on stderr. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/warn.h"

/**
 * lc_warn() - say something on stderr
 * @fmt: what; the tool's name is put in front, a newline behind
 */
void lc_warn(const char *fmt, ...)
{
	va_list ap;

	fputs("lifecycle: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

/**
 * lc_warn_no_memory() - say that there was no memory for the output
 *
 * Return: the exit status for it.
 */
int lc_warn_no_memory(void)
{
	lc_warn("out of memory");
	return EXIT_FAILURE;
}
