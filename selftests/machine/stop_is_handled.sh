#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service handles the SIGTERM of its stop and exits with status 0: who asked for it is recorded.
. "${0%/*}/common"

plan 4
unit polite Type=notify "ExecStart=$victim handle"
systemctl start polite
pid=$(main polite)
systemctl stop polite
is 'systemd has seen a clean exit' "$(ended)" 'success exited 0'
is 'the process exited by itself' "$(dead "$pid" comm,cause,exit_code,killer_pid)" \
	'victim exited 0 -'
is 'systemd had asked for it' \
	"$(dead "$pid" handled_signal,handled_sender_pid,handled_sender_comm)" '15 1 systemd'
has 'the sentence says so' "$(why "$pid")" \
	"^victim \(pid $pid, child of 1\) in polite.service exited with status 0.*SIGTERM from systemd \(pid 1"
