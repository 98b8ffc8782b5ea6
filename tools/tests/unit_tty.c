// SPDX-License-Identifier: GPL-2.0
/* Names of terminals by their device numbers. */
#include "ktap.h"
#include "text/tty.h"

static const struct {
	int64_t nr;
	const char *name;
} cases[] = {
	{ 0x8800, "pts/0" },
	{ 0x88ff, "pts/255" },
	{ 0x8900, "pts/256" },
	{ 0x8800 | 0x100000, "pts/256" },
	{ 0x0401, "tty1" },
	{ 0x0440, "ttyS0" },
	{ 0xe500, "hvc0" },
	{ 0xcc40, "ttyAMA0" },
	{ 0xcc10, "204:16" },
	{ 0x0501, "5:1" },
};

int main(void)
{
	char name[24];
	size_t i;

	plan(sizeof(cases) / sizeof(*cases));
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		lct_tty_name(cases[i].nr, name, sizeof(name));
		same(name, cases[i].name, cases[i].name);
	}
	return ktap_failed;
}
