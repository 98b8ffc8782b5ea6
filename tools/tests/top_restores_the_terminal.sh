#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# However top ends, the terminal is as it was: settings, screen and cursor.
# shellcheck source=ktap
. "${0%/*}/ktap"
# shellcheck source=terminal
. "${0%/*}/terminal"
plan 18
top="lifecycle top --root $data/recorded"
# With the shell's PID, which becomes that of the tool
run="stty -g >$work/before; sh -c 'echo \$\$ >$work/pid; exec $top'; status=\$?; stty -g >$work/after; echo ended=\$status"

# shellcheck disable=SC2317 # check calls it
restored() {
	diff "$work/before" "$work/after" &&
		[ "$(tm display -p '#{alternate_on}#{cursor_flag}')" = 01 ]
}

# ends DESCRIPTION STATUS COMMAND...: after COMMAND, the tool has that status
ends() {
	description=$1 status=$2
	shift 2
	rm -f "$work/after"
	terminal 80 24 "$run"
	shows 'h help' >"$work/drawn" || cat "$work/drawn"
	"$@"
	check "$description" shows "^ended=$status\$"
	check "$description: the terminal is as it was" restored
}

# What the test kills is what the shell has become.
# shellcheck disable=SC2317 # ends calls it
signal() { kill "-$1" "$(cat "$work/pid")"; }

ends 'q' 0 keys q
ends 'an interrupt from the keyboard' 0 keys C-c
ends 'SIGTERM' 143 signal TERM
ends 'SIGHUP' 129 signal HUP
ends 'SIGQUIT' 131 signal QUIT
ends 'while it asks' 0 keys / x C-c

terminal 80 24 "set -m; stty -g >$work/before; $top; echo away; read -r x; fg; status=\$?; stty -g >$work/after; echo ended=\$status"
shows 'h help' >/dev/null
keys C-z
check 'a stop gives the terminal back' shows '^away'
keys Enter
check 'it goes on in the foreground' shows 'h help'
keys q
check 'and ends' shows '^ended=0'
check 'the terminal is as it was' restored
# No signal says so to a process that is not of the terminal's session
terminal 80 24 "setsid -w sh -c 'echo \$\$ >$work/pid; exec $top'"
shows 'h help' >/dev/null
tm kill-server
check 'it ends when the terminal is gone' timeout "${PATIENCE:-60}" tail --pid="$(cat "$work/pid")" -f /dev/null
terminal 80 24 "TERM=nonsense $top; echo ended=\$?"
check 'an unknown terminal' shows "unknown terminal 'nonsense'" 'ended=1'
finish
