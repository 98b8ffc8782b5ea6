// SPDX-License-Identifier: GPL-2.0
#include <linux/string.h>

#include "view/cell.h"

/**
 * lc_cell_set_text() - set a text
 * @to: the cell
 * @from: the text, or NULL if it is not known
 *
 * Context: any.
 */
void lc_cell_set_text(struct lc_text *to, const char *from)
{
	to->known = from;
	if (from)
		strscpy(to->text, from, sizeof(to->text));
}

/**
 * lc_cell_nonzero() - a number that is unknown where it is 0
 * @value: the number
 *
 * Context: any.
 * Return: the number, or LC_UNKNOWN.
 */
s64 lc_cell_nonzero(u64 value)
{
	return value ? value : LC_UNKNOWN;
}

/**
 * lc_cell_nspid() - make a number of the PID of a task that may not be known
 * @who: the PIDs of the task
 * @ns: PID namespace of the reader
 *
 * Context: any.
 * Return: the PID, 0 if it has none in @ns; LC_UNKNOWN if the task is not known.
 */
s64 lc_cell_nspid(const struct lc_nspid *who, const struct pid_namespace *ns)
{
	return who->nr[0] ? lc_nspid_nr(who, ns) : LC_UNKNOWN;
}
