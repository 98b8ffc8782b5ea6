#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service that crashes is restarted until the limit is reached: each of its processes has a row.
. "${0%/*}/common"

plan 13
unit crashing Restart=on-failure RestartSec=100ms \
	"ExecStart=/bin/sh -c 'echo \$\$\$\$ >>/run/crashing.pids; exec $victim crash'"
systemctl start crashing
for start in 1 2 3; do
	is "systemd has seen crash $start" "$(ended)" 'core-dump dumped SEGV'
done
mapfile -t pids </run/crashing.pids
is 'there were three processes' ${#pids[@]} 3
# It works on after the process has ended
until coredumpctl -q list "${pids[2]}" >/dev/null 2>&1; do :; done
for start in 1 2 3; do
	pid=${pids[start - 1]}
	is "crash $start is recorded" \
		"$(dead "$pid" comm,cause,exit_signal,core_dumped,fault_address,signal_code,reaper_pid)" \
		'victim crashed 11 1 8 1 1'
	is "systemd-coredump has the core of crash $start" \
		"$(coredumpctl -q --no-legend list "COREDUMP_PID=$pid" | grep -c 'SIGSEGV')" 1
done
has 'the sentence names the address' "$(why "${pids[2]}")" \
	"^victim \(pid ${pids[2]}, child of 1\) in crashing.service crashed with SIGSEGV at address 0x8, .*dumping core"
for start in 2 3; do
	is "crash $start is of the process that replaced the one before" \
		"$(lifecycle unit -r -n -o pid,replaces crashing | sed -n "s/^${pids[start - 1]} //p")" \
		"$(lifecycle dead -r -n -p "${pids[start - 2]}" -o id)"
done
