// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/io.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "verdict.h"

int ports_open(void)
{
	return ioperm(PORT_OUT, PORTS, 1);
}

void ports_close(void)
{
	ioperm(PORT_OUT, PORTS, 0);
}

void port_write(int port, const void *data, size_t len)
{
	asm volatile("rep outsb" : "+S"(data), "+c"(len) : "d"(port) : "memory");
}

void verdict(const char *word, const char *detail)
{
	char line[256];
	int len = snprintf(line, sizeof(line), "%s %s\n", word, detail);

	port_write(PORT_VERDICT, line, len < (int)sizeof(line) ? len : (int)sizeof(line) - 1);
}

void verdict_number(const char *word, int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", number);
	verdict(word, text);
}

void power_off(void)
{
	verdict("end", "-");
	sync();
	reboot(RB_AUTOBOOT);	/* QEMU runs with -no-reboot */
	for (;;)
		pause();
}

void fail(const char *what)
{
	char detail[200];

	snprintf(detail, sizeof(detail), "%s: %s", what, strerror(errno));
	verdict("failed", detail);
	power_off();
}
