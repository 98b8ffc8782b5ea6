// SPDX-License-Identifier: GPL-2.0
/* Messages on stderr. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/warn.h"

/**
 * lct_warn() - say something on stderr
 * @fmt: what; the tool's name is put in front, a newline behind
 */
void lct_warn(const char *fmt, ...)
{
	va_list ap;

	fputs("lifecycle: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

/**
 * lct_warn_no_memory() - say that there was no memory for the output
 *
 * Return: the exit status for it.
 */
int lct_warn_no_memory(void)
{
	lct_warn("out of memory");
	return EXIT_FAILURE;
}
