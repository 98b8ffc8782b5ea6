#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# systemd cannot set up the process of a service: this process exits with a status of its own.
. "${0%/*}/common"

# fails STATUS PROPERTY NAME: a service with PROPERTY fails with STATUS, which has this NAME. So does what reports its end.
fails() {
	local name=status$1

	unit "$name" Type=oneshot "$2" "ExecStart=$victim rest"
	systemctl start "$name" 2>/dev/null
	is "systemd has seen status $1" \
		"$(systemctl show -P Result "$name") $(systemctl show -P ExecMainStatus "$name")" \
		"exit-code $1"
	is "the process failed with status $1, without an exec" \
		"$(dead "$(systemctl show -P ExecMainPID "$name")" \
			comm,cause,exit_code,ppid,execs,execs_failed,killer_pid)" \
		"(victim) failed $1 1 0 0 -"
	has 'the sentence says what systemd could not do' \
		"$(why "$(systemctl show -P ExecMainPID "$name")")" \
		"^\(victim\) .* failed with status $1 \(for systemd, $3:"
}

plan 6
fails 200 WorkingDirectory=/no/such/folder CHDIR
fails 217 User=no-such-user USER
