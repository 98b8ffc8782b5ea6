#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# why finds a task by the name of its command, program or unit, and the newest failures.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 20
# why NAME...: the PIDs and death numbers that it explains, the first of each, then the others
ids() { lifecycle why --root "$data/units" -J "$@" | sed 's/.*"pid": \([0-9]*\),.*"others": \(.*\)}$/\1 \2/; s/^{"pid": \([0-9]*\),.*/\1/'; }
# finds WANTED DESCRIPTION ARGUMENT...
finds() {
	wanted=$1 description=$2
	shift 2
	check "$description" test "$(ids "$@" | paste -sd ' ')" = "$wanted"
}
golden named_command 'a name that several have had' lifecycle why --root data/units nginx
golden named_unit 'a unit, in JSON' lifecycle why --root data/units -J nginx.service
golden named_death 'one of several deaths with a PID' lifecycle why --root data/units 812#41
finds '940' 'the name of a program, not of its command' dash
finds '812' 'a unit of a user' player.service
finds '943 ["945#64"]' 'a unit of which no process has the name; its failure, not a later helper' 'x\x2dy.service'
finds '943 ["945#64"]' 'a service without its type' 'x\x2dy'
finds '942 ["941#60"]' 'a pattern' 'l[eo]*'
finds '1' 'a living process' systemd
finds '812' 'the newest task with a PID' 812
# left SENT KILLER: a unit whose main process is killed at 5 s by 99, and the other one, its child, after SENT by KILLER
left() {
	mkdir -p "$work/left/proc/lifecycle"
	cat >"$work/left/proc/lifecycle/dead" <<-END
	# lifecycle 2
	pid tgid ppid birth_ppid comm cgroup state born_ns exit_signal cause died_ns signal_sent_ns killer_pid orphaned_by_pid death_seq reaped_ns
	10 10 1 1 main /system.slice/left.service dead 1000000000 9 killed 5000000000 5000000000 99 - 1 5200000000
	11 11 1 10 helper /system.slice/left.service dead 2000000000 9 killed 5100000000 $1 $2 10 2 5200000000
	END
	sed 2q "$work/left/proc/lifecycle/dead" >"$work/left/proc/lifecycle/tasks"
	lifecycle why --root "$work/left" -J left | sed 's/.*"pid": \([0-9]*\),.*/\1/'
}
check 'the main process, not what systemd killed after it' test "$(left 5050000000 1)" = 10
check 'not if another process has killed that' test "$(left 5050000000 99)" = 11
check 'not if it was killed before' test "$(left 4900000000 1)" = 11
finds '943' 'the newest failure' --last
finds '943 940 812' 'the newest three, newest first' --last 3
golden named_nobody 'a name that nobody has had' lifecycle why --root data/units nobody
golden named_no_death 'a death that is not in the history' lifecycle why --root data/units 812#42
golden named_bad_count 'a number of deaths that is none' lifecycle why --root data/units --last nginx
check 'other bad arguments are rejected' sh -c "
	for a in 812# '#41' 812#0 812##41 0 ''; do
		lifecycle why --root '$data/units' \"\$a\" >'$work/out' 2>'$work/err'
		[ \$? = 64 ] && [ ! -s '$work/out' ] && [ -s '$work/err' ] || { echo \"\$a\"; exit 1; }
	done"
mkdir -p "$work/calm/proc/lifecycle"
sed '/ failed \| killed /d' "$data/units/proc/lifecycle/dead" >"$work/calm/proc/lifecycle/dead"
check '--last where nothing has failed' sh -c "
	lifecycle why --root '$work/calm' --last >'$work/out' 2>'$work/err'
	[ \$? = 1 ] && [ ! -s '$work/out' ] && grep 'no process' '$work/err'"
finish
