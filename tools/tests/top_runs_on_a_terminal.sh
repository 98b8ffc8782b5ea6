#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# top on a terminal: its size, colors and keys.
# shellcheck source=ktap
. "${0%/*}/ktap"
# shellcheck source=terminal
. "${0%/*}/terminal"
# shellcheck source=users
. "${0%/*}/users"
plan 27
nameless recorded
top="lifecycle top --root $roots/recorded"

# firsts COMMAND COMMAND: those of the first two rows
# shellcheck disable=SC2317 # check calls it
firsts() {
	end=$(($(date +%s) + ${PATIENCE:-60}))
	while [ "$(date +%s)" -lt "$end" ]; do
		screen
		sed -n 5p "$work/screen" | grep -Eq " $1( |\$)" &&
			sed -n 6p "$work/screen" | grep -Eq " $2( |\$)" && return 0
	done
	cat "$work/screen"
	return 1
}

terminal 80 24 "$top"
check 'it is drawn' shows 'h help'
looks_like top_screen_80x24 'a terminal of 80x24'
tm resize-window -x 40 -y 10
check 'it adapts to a smaller terminal' shows '^lifecycle top .*…$'
looks_like top_screen_40x10 'a terminal of 40x10'
tm resize-window -x 200 -y 50
check 'it adapts to a larger one' shows 'PEAK COMMAND'
looks_like top_screen_200x50 'a terminal of 200x50'
tm resize-window -x 6 -y 2
check 'a terminal too small for anything' shows '^COMM'
tm resize-window -x 80 -y 24

check 'it is as large as before' shows 'h help'
keys K N
check 'K shows kernel threads, N sorts by PID' firsts init kthreadd
keys I
check 'I inverts the order' shows '^ +114 root +X'
keys T
check 'T sorts by the time on a CPU' firsts scene dd
keys '>' '>'
check '> goes to the right: the name of the command' firsts acpi_thermal_pm blkcg_punt_bio
keys '<' '<' '<'
check '< to the left: WAIT%' firsts cast mkdir
keys P
keys \\
keys sleep
check 'a filter applies while it is typed' hides ' (scene|init)$'
keys Enter
check 'it is shown' shows '^filter sleep'
keys \\
keys Escape
check 'Escape ends it' shows ' scene$'
keys u
keys root Enter
check 'the processes of a user' hides ' 4242 '
keys u
keys nosuchuser Enter
check 'a user that does not exist' shows 'no such user'
keys u
keys Enter
check 'those of all users' shows '^q quit'
keys /
keys ast Enter
keys Enter
check 'a search selects, and Enter opens the detail' shows \
	'^cast \(pid 109, child of 88\) is alive'
keys Escape
check 'Escape closes it' hides '^Detail'
keys g g
check 'g groups by user' shows '^ +PROCS STATES .* USER' ' root  [0-9]+ dead'
keys g g
keys H
check 'H shows threads' shows 'h help'
keys h
check 'h shows the keys' shows 'Home End'
looks_like top_screen_help 'the help'
keys q

terminal 80 24 "TERM=vt100 $top"
check 'a terminal of 1978' shows 'h help'
# The screen of NO_COLOR may have looks, but no colors
terminal 80 24 "NO_COLOR=1 $top"
shows 'h help' >/dev/null
check 'NO_COLOR' sh -c "! tmux -S '$work/tmux$terminals' capture-pane -pe | grep -Eq '\[[0-9;]*3[0-7][;m]'"
finish
