// SPDX-License-Identifier: GPL-2.0
/* Messages on stderr. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/warn.h"

/**
 * lct_warn() - print a message on stderr
 * @fmt: the message, without the tool's name and without a newline
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
 * lct_warn_no_memory() - report that memory ran out
 *
 * Return: the exit status.
 */
int lct_warn_no_memory(void)
{
	lct_warn("out of memory");
	return EXIT_FAILURE;
}
