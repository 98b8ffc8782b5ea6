#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A connection breaks: what runs on its terminal dies because the terminal is hung up.
. "${0%/*}/common"

plan 4
let_in
as_user -tt 'exec /usr/local/bin/victim rest' >/dev/null 2>&1 &
until pid=$(pgrep -u user -x victim); do :; done
tty=$(ps -o tty= -p "$pid" | tr -d ' ')
pkill -KILL -x ssh
buried "$pid"
has 'it had a terminal' "$tty" '^pts/[0-9]+$'
journal_has sshd 'session closed for user user'
result $? 'sshd has closed the session'
is 'the terminal sent SIGHUP, no process' \
	"$(dead "$pid" cause,exit_signal,signal_origin,killer_pid)" 'killed 1 terminal -'
has 'the sentence says so' "$(why "$pid")" 'SIGHUP.*terminal'
