#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# With KillUserProcesses=yes, what a user leaves behind at logout is killed by systemd. It had
# survived the end of the connection.
. "${0%/*}/common"

config=/run/systemd/logind.conf.d
plan 4
mkdir -p $config
printf '[Login]\nKillUserProcesses=yes\n' >$config/test.conf
systemctl restart systemd-logind
let_in
pid=$(as_user 'setsid nohup /usr/local/bin/victim rest >/dev/null 2>&1 & echo $!')
has 'the user has left a process behind' "$pid" '^[0-9]+$'
buried "$pid"
is 'systemd has killed it' "$(dead "$pid" comm,cause,exit_signal,killer_pid,killer_comm)" \
	'victim killed 15 1 systemd'
scope=$(dead "$pid" unit)
has 'with the scope of the session' "$scope" '^session-[0-9]+\.scope$'
journal_has systemd "$scope: Deactivated successfully\."
has 'as the sentence says' "$(why "$pid")" \
	"^victim \(pid $pid, .*\) in $scope was killed by SIGTERM from systemd \(pid 1"
rm -r $config
systemctl restart systemd-logind
