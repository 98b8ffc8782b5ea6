// SPDX-License-Identifier: GPL-2.0
/* Names of systemd in what the kernel records: the unit of a cgroup. */
#include <stdio.h>
#include <string.h>

#include "text/systemd.h"

#define SLICE		".slice"

/* Units with processes. A slice has none of its own. */
static const char * const types[] = { ".service", ".scope", ".socket", ".mount", ".swap" };

/**
 * struct part - a component of a path
 * @name:	its name
 * @len:	the length of that
 */
struct part {
	const char *name;
	size_t len;
};

static bool ends_with(const struct part *part, const char *end)
{
	const size_t len = strlen(end);

	return part->len >= len && !strncmp(part->name + part->len - len, end, len);
}

static bool begins_with(const struct part *part, const char *start)
{
	return part->len >= strlen(start) && !strncmp(part->name, start, strlen(start));
}

/* The first component after slices; false if there is none. */
static bool skip_slices(const char *path, struct part *part)
{
	do {
		path += strspn(path, "/");
		part->name = path;
		part->len = strcspn(path, "/");
		path += part->len;
	} while (ends_with(part, SLICE));
	return part->len;
}

static bool is_unit(const struct part *part)
{
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (ends_with(part, types[i]))
			return true;
	return false;
}

/**
 * lct_systemd_full_name() - get the name of a unit with its type
 * @name:	the name; without a type it is a service's
 * @out:	the full name
 * @room:	size of @out
 */
void lct_systemd_full_name(const char *name, char *out, size_t room)
{
	const struct part part = { name, strlen(name) };

	snprintf(out, room, "%s%s", name,
		 is_unit(&part) || ends_with(&part, SLICE) ? "" : ".service");
}

static bool is_in_user_manager(const struct part *part, struct part *inner)
{
	return begins_with(part, "user@") && skip_slices(part->name + part->len, inner) &&
	       is_unit(inner) && !begins_with(inner, "init.scope");
}

/**
 * lct_systemd_is_of_user() - check whether a unit is one of a user's manager
 * @cgroup:	the unit's cgroup
 *
 * The user has chosen the name: it may be that of a unit of the system.
 */
bool lct_systemd_is_of_user(const char *cgroup)
{
	struct part part, inner;

	return *cgroup == '/' && skip_slices(cgroup, &part) && is_in_user_manager(&part, &inner);
}

/**
 * lct_systemd_unit() - get the unit of a cgroup
 * @cgroup:	its path
 * @unit:	receives the name of the unit: in a user's manager, that of the user's unit
 * @room:	its size
 *
 * Units have the cgroups that systemd.slice(5) and systemd.unit(5) describe: slices, then
 * one of the unit. An underscore in front keeps a name from being taken for a file of the
 * kernel.
 *
 * Return: false if it is not the cgroup of a unit, or if the beginning of its path is cut off.
 */
bool lct_systemd_unit(const char *cgroup, char *unit, size_t room)
{
	struct part part, inner;

	/* Of a cut path, the unit may have been cut off; what is left can be in a container. */
	if (*cgroup != '/' || !skip_slices(cgroup, &part) || !is_unit(&part))
		return false;
	if (is_in_user_manager(&part, &inner))
		part = inner;
	if (*part.name == '_') {
		part.name++;
		part.len--;
	}
	return (size_t)snprintf(unit, room, "%.*s", (int)part.len, part.name) < room;
}
