// SPDX-License-Identifier: GPL-2.0
#include <unistd.h>

#include "child.h"
#include "knob.h"
#include "ktap.h"

static const char * const paths[] = {
	[KNOB_FTRACE] = "/proc/sys/kernel/ftrace_enabled",
	[KNOB_KPROBES] = "/sys/kernel/debug/kprobes/enabled",
};

void knob_off(enum knob knob)
{
	if (access(paths[knob], W_OK))
		ktap_skip("%s: %s", paths[knob], strerror(errno));
	if (!write_file(paths[knob], "0"))
		ktap_skip("%s cannot be turned off: %s", paths[knob], strerror(errno));
}

void knob_on(enum knob knob)
{
	write_file(paths[knob], "1");
}

void knobs_on(void)
{
	knob_on(KNOB_FTRACE);
	knob_on(KNOB_KPROBES);
}
