#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# root ends the session of a user: systemd sends SIGTERM to what runs in it.
. "${0%/*}/common"

plan 4
let_in
as_user 'exec /usr/local/bin/victim rest' 2>/dev/null &
client=$!
until pid=$(pgrep -u user -x victim); do :; done
scope=$(cut -d: -f3 "/proc/$pid/cgroup")
scope=${scope##*/}
session=${scope#session-}
loginctl terminate-session "${session%.scope}"
wait $client
is 'the connection has ended' $? 255
buried "$pid"
is 'the sender of SIGTERM is systemd' \
	"$(dead "$pid" cause,exit_signal,killer_pid,killer_comm)" 'killed 15 1 systemd'
has 'the process was in the session' "$(dead "$pid" cgroup)" "/$scope\$"
journal_has systemd-logind "Removed session ${session%.scope}\."
is 'logind has removed the session' "$(loginctl --no-legend list-sessions | grep -c ' user ')" 0
