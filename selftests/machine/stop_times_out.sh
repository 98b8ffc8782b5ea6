#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service ignores the SIGTERM of its stop; systemd kills it after TimeoutStopSec. Both are
# recorded.
. "${0%/*}/common"

plan 5
unit stubborn Type=notify TimeoutStopSec=1 "ExecStart=$victim ignore"
systemctl start stubborn
pid=$(main stubborn)
systemctl stop stubborn
is 'systemd has killed it after the time' "$(ended)" 'timeout killed KILL'
has 'and says so' "$(journal stubborn)" "Killing process $pid \(victim\) with signal SIGKILL"
is 'the killer is systemd' "$(dead "$pid" cause,exit_signal,killer_pid,killer_comm,killer_uid)" \
	'killed 9 1 systemd 0'
is 'the SIGTERM before was ignored' \
	"$(dead "$pid" ignored_signal,ignored_sender_pid,ignored_sender_comm)" '15 1 systemd'
has 'the sentence has both' "$(why "$pid")" 'SIGKILL from systemd .*SIGTERM'
