// SPDX-License-Identifier: GPL-2.0
/* Programs made to kill others are known by their files, scripts by their names. */
#include "made.h"
#include "task/value.h"

static const struct {
	const char *facts, *kind;
} cases[] = {
	{ "killer_exe=/usr/bin/earlyoom killer_comm=earlyoom", "oom-killer" },
	{ "killer_exe=/usr/bin/earlyoom killer_comm=x", "oom-killer" },
	{ "killer_exe=earlyoom killer_comm=x", "oom-killer" },
	{ "killer_exe=/tmp/x killer_comm=earlyoom", "-" },
	{ "killer_exe=- killer_comm=earlyoom", "oom-killer" },
	{ "killer_exe=/usr/bin/python3.11 killer_comm=nohang", "oom-killer" },
	{ "killer_exe=/usr/bin/python3 killer_comm=x", "-" },
	{ "killer_exe=/usr/bin/python3-config killer_comm=nohang", "-" },
	{ "killer_exe=/usr/libexec/low-memory-monitor killer_comm=low-memory-moni", "oom-killer" },
	{ "killer_exe=- killer_comm=low-memory-moni", "oom-killer" },
	{ "killer_exe=/usr/libexec/low-memory-moni killer_comm=x", "-" },
	{ "killer_exe=/usr/sbin/watchdogd killer_comm=x", "watchdog" },
	{ "killer_exe=/usr/sbin/watchdogs killer_comm=x", "-" },
	{ "killer_exe=- killer_comm=-", "-" },
};

int main(void)
{
	const struct lct_view view = { 0 };
	struct lct_value value;
	struct made made;
	size_t i;

	plan(NR(cases));
	for (i = 0; i < NR(cases); i++) {
		make(&made, cases[i].facts);
		lct_value_get(LCT_COLUMN_killer_kind, &made.task, &view, &value);
		same(value.present ? value.text : "-", cases[i].kind, cases[i].facts);
	}
	return ktap_failed;
}
