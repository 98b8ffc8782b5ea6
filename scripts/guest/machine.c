// SPDX-License-Identifier: GPL-2.0
/*
 * The program of machine.service, in a guest with systemd: runs one command, and sends
 * its output and its status to the host. systemd-shutdown calls it with an argument, as the
 * last program of the guest.
 */
#include <stdio.h>

#include "command.h"
#include "verdict.h"

#define COMMAND	"/run/machine/command"

int main(int argc, char **argv)
{
	if (ports_open()) {
		perror("ports");
		return 1;
	}
	if (argc > 1) {
		verdict("end", argv[1]);
		return 0;
	}
	verdict("booted", "-");
	verdict_number("exit", command_run(command_read(COMMAND), NULL));
	return 0;
}
