#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service runs longer than RuntimeMaxSec, and its job longer than timeout(1) allows: who ended
# them.
. "${0%/*}/common"

plan 5
unit endless Type=notify RuntimeMaxSec=1 "ExecStart=$victim rest"
systemctl start endless
pid=$(main endless)
is 'systemd has stopped it after the time' "$(ended)" 'timeout killed TERM'
has 'and says so' "$(journal endless)" 'Service reached runtime time limit'
is 'the sender of SIGTERM is systemd' "$(dead "$pid" cause,exit_signal,killer_pid,killer_comm)" \
	'killed 15 1 systemd'
# The victim is prepared long before the end of the first time
unit job Type=oneshot \
	"ExecStart=timeout -k 1 5 /bin/sh -c 'echo \$\$\$\$ >/run/job.pids; exec $victim ignore'"
systemctl start job 2>/dev/null
pid=$(cat /run/job.pids)
is 'timeout(1) has killed what ignores its SIGTERM' \
	"$(dead "$pid" cause,exit_signal,killer_comm,ignored_signal,ignored_sender_comm)" \
	'killed 9 timeout 15 timeout'
is 'in the unit of the job' "$(dead "$pid" killer_cgroup)" /system.slice/job.service
