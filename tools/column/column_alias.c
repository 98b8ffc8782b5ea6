// SPDX-License-Identifier: GPL-2.0
/* Other names of columns: those of ps(1). */
#include <string.h>
#include <strings.h>

#include "column/column_alias.h"

/* Only what means the same as in ps. */
static const struct {
	const char *name, *column;
} aliases[] = {
	{ "%cpu", "run_percent" },
	{ "pcpu", "run_percent" },
	{ "class", "policy" },
	{ "cls", "policy" },
	{ "cmd", "args" },
	{ "command", "args" },
	{ "cputime", "run_ns" },
	{ "etime", "age_ns" },
	{ "lstart", "born_time" },
	{ "lwp", "pid" },
	{ "maj_flt", "faults_major" },
	{ "min_flt", "faults_minor" },
	{ "ni", "nice" },
	{ "nlwp", "threads" },
	{ "pgrp", "pgid" },
	{ "psr", "cpu" },
	{ "ruid", "uid" },
	{ "ruser", "user" },
	{ "sess", "sid" },
	{ "spid", "pid" },
	{ "thcount", "threads" },
	{ "tid", "pid" },
	{ "time", "run_ns" },
	{ "tt", "tty" },
	{ "tname", "tty" },
	{ "ucmd", "comm" },
	{ "ucomm", "comm" },
};

/**
 * lct_column_alias() - translate the name that ps(1) has for a column
 * @name:	the name, in any case
 * @len:	its length
 *
 * Return: the column's name, or NULL.
 */
const char *lct_column_alias(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
		if (strlen(aliases[i].name) == len && !strncasecmp(aliases[i].name, name, len))
			return aliases[i].column;
	return NULL;
}
