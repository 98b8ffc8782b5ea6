// SPDX-License-Identifier: GPL-2.0
/* The place whose events are wanted, --unit or --cgroup, in the module's words. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cmd/place.h"
#include "text/cell.h"
#include "text/systemd.h"

/* As the module has it; each character may be escaped. */
#define LENGTH_MAX 255

/* The module compares names, and knows no patterns. */
static int name_unit(const struct lct_options *opt, char *name, size_t room)
{
	if (strpbrk(opt->unit, "*?[/"))
		return lct_options_misuse(opt, "'%s' is not the name of one unit", opt->unit);
	lct_systemd_full_name(opt->unit, name, room);
	return 0;
}

/**
 * lct_place_condition() - make the condition for the module that selects events of a place
 * @condition:	the condition with a blank after it; empty if none is wanted
 * @opt:	the options
 *
 * Return: an exit status.
 */
int lct_place_condition(char condition[LCT_PLACE_ROOM], const struct lct_options *opt)
{
	char name[PATH_MAX], escaped[LCT_PLACE_ROOM - sizeof("cgroup= ")];
	const char *key = "cgroup", *place = opt->cgroup;
	int status;

	*condition = '\0';
	if (!opt->unit && !opt->cgroup)
		return 0;
	if (opt->root)
		return lct_options_misuse(opt,
					  "the events of a recording have no units or cgroups");
	if (opt->unit && opt->cgroup)
		return lct_options_misuse(opt, "either a unit or a cgroup can be followed");
	if (opt->unit) {
		status = name_unit(opt, name, sizeof(name));
		if (status)
			return status;
		key = "unit";
		place = name;
	}
	if (strlen(place) > LENGTH_MAX)
		return lct_options_misuse(opt, "'%s' is longer than %d characters", place,
					  LENGTH_MAX);
	lct_cell_escape(place, escaped, sizeof(escaped));
	snprintf(condition, LCT_PLACE_ROOM, "%s=%s ", key, escaped);
	return 0;
}
