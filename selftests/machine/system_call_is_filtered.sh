#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service calls what its SystemCallFilter forbids: the kernel ends it with SIGSYS.
. "${0%/*}/common"

plan 3
unit filtered SystemCallFilter=~pause \
	"ExecStart=/bin/sh -c 'echo \$\$\$\$ >/run/filtered.pids; exec $victim rest'"
systemctl start filtered
is 'systemd has seen SIGSYS' "$(ended)" 'core-dump dumped SYS'
pid=$(cat /run/filtered.pids)
is 'the death is one by seccomp' "$(dead "$pid" comm,cause,exit_signal,signal_origin)" \
	'victim crashed 31 seccomp'
has 'the sentence says so' "$(why "$pid")" "^victim \\(pid $pid, .* SIGSYS"
