// SPDX-License-Identifier: GPL-2.0
/* Named sets of columns. */
#include <string.h>
#include <strings.h>

#include "column/column_sets.h"

/* Each column lists the sets that contain it. */
const struct lct_column_set lct_column_sets[] = {
	{ "sched", "scheduling" },
	{ "latency", "waits for a CPU" },
	{ "states", "time in each state" },
	{ "entries", "entries into each state" },
	{ "origin", "birth, execs and forks" },
	{ "login", "the unit, the session with its terminal, and the login" },
	{ "death", "exit and reaping" },
	{ "process", "threads of the process" },
	{ "signals", "signals, stops and continues" },
	{ "fatal", "the fatal signal and its sender" },
	{ "sender", "the process that sent the fatal signal" },
	{ "asked", "signals from others that it handled or ignored" },
	{ "usage", "resource usage" },
	{ "orphan", "the parent, and adoption" },
	{ "reaping", "reaping of children" },
	{ NULL, NULL },
};

const struct lct_column_set lct_column_sets_none[] = { { NULL, NULL } };

/**
 * lct_column_sets_find() - find a set by its name
 * @sets:	the sets there are
 * @name:	the name, in any case
 * @len:	its length
 *
 * Return: the set, or NULL.
 */
const struct lct_column_set *lct_column_sets_find(const struct lct_column_set *sets,
						  const char *name, size_t len)
{
	const struct lct_column_set *set;

	for (set = sets; set->name; set++)
		if (strlen(set->name) == len && !strncasecmp(set->name, name, len))
			return set;
	return NULL;
}

/**
 * lct_column_sets_has() - check whether a column is part of a set
 * @set:	the set
 * @column:	the column
 * @optional:	receives whether it is shown only where some row has a value other than 0
 *
 * Return: true if it is.
 */
bool lct_column_sets_has(const struct lct_column_set *set, const struct lct_column *column,
			 bool *optional)
{
	const char *word = column->sets;
	size_t len, n = strlen(set->name);

	for (; *word; word += len + (word[len] == ' ')) {
		len = strcspn(word, " ");
		*optional = len && word[len - 1] == '?';
		if (len - *optional == n && !strncmp(word, set->name, n))
			return true;
	}
	return false;
}
