#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service does not report to its watchdog in time: systemd sends SIGABRT.
. "${0%/*}/common"

plan 4
unit watched Type=notify WatchdogSec=1 "ExecStart=$victim rest"
systemctl start watched
pid=$(main watched)
is 'systemd has seen the end of the watched' "$(ended)" 'watchdog dumped ABRT'
has 'and says so' "$(journal watched)" "Killing process $pid \(victim\) with signal SIGABRT"
is 'the sender of SIGABRT is systemd' \
	"$(dead "$pid" cause,exit_signal,core_dumped,killer_pid,killer_comm)" 'killed 6 1 1 systemd'
has 'the sentence agrees' "$(why "$pid")" 'SIGABRT from systemd \(pid 1'
