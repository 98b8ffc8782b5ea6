// SPDX-License-Identifier: GPL-2.0
/* Names of terminals. */
#include <stdio.h>

#include "text/tty.h"

/*
 * Terminals by their device numbers: from @minor of @major on, they are numbered after @name
 * from 0. From devices.txt in the documentation of the kernel.
 */
static const struct {
	unsigned int major, minor, end;
	const char *name;
} ttys[] = {
	{ 4, 0, 64, "tty" },
	{ 4, 64, 256, "ttyS" },
	{ 204, 64, 80, "ttyAMA" },
	{ 229, 0, 256, "hvc" },
};

#define PTS_MAJOR	136
#define PTS_MAJORS	8

/**
 * lct_tty_name() - get the name of a terminal
 * @nr:		its device number, as in /proc/PID/stat
 * @name:	receives the name below /dev, or MAJOR:MINOR if that is not known
 * @room:	its size
 */
void lct_tty_name(int64_t nr, char *name, size_t room)
{
	const unsigned int major = nr >> 8 & 0xfff;
	const unsigned int minor = (nr & 0xff) | (nr >> 12 & 0xfff00);
	size_t i;

	for (i = 0; i < sizeof(ttys) / sizeof(*ttys); i++) {
		if (major != ttys[i].major || minor < ttys[i].minor || minor >= ttys[i].end)
			continue;
		snprintf(name, room, "%s%u", ttys[i].name, minor - ttys[i].minor);
		return;
	}
	if (major >= PTS_MAJOR && major < PTS_MAJOR + PTS_MAJORS)
		snprintf(name, room, "pts/%u", (major - PTS_MAJOR) * 256 + minor);
	else
		snprintf(name, room, "%u:%u", major, minor);
}
