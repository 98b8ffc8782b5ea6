#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Every list can be filtered by where tasks belong: unit, cgroup, user, parent and session.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 17
# lists PIDS DESCRIPTION COMMAND OPTION...
lists() {
	wanted=$1 description=$2 command=$3
	shift 3
	lifecycle "$command" --root "$data/units" -rn -o pid "$@" >"$work/list" 2>"$work/err"
	check "$description" test "$? $(paste -sd ' ' "$work/list") $(cat "$work/err")" = "0 $wanted "
}
lists '812 813 930' 'a unit' dead --unit nginx.service
lists '812 813 930' 'a service without its type' dead --unit nginx
lists '941' 'units by a pattern' dead --unit 'session-*'
lists '812 941' 'a cgroup, and what is below it' dead --cgroup /user.slice
lists '942' 'a cgroup, not one with a longer name' dead --cgroup /a/b/
lists '' 'a cgroup, not what begins with its name' dead --cgroup /user.sl
lists '812 941 942' 'a user' dead --user 1000
lists '813' 'a parent' dead --parent 812
lists '941 942' 'a parent at birth' dead --parent 921
lists '941 942' 'a login session' dead --session 3
lists '921 950' 'a login session of the living' ps --session 3
lists '931 951' 'a unit of the living' ps --unit nginx
lists '931' 'and a name' ps --unit nginx --comm nginx
golden zombies_of_unit 'zombies of a unit, and their parents' lifecycle zombies --root data/units --unit nginx
golden oom_of_unit 'OOM kills of a unit' lifecycle oom --root data/death --unit app -o oom_seq,comm,unit
golden ps_login 'the set of columns' lifecycle ps --root data/units -o pid,comm,login
check 'invalid places are rejected' sh -c "
	for o in --unit= --cgroup=a --cgroup= --parent=0 --parent=x --session=-1 --session=x --user=no-such-user; do
		lifecycle dead --root '$data/units' \$o >'$work/out' 2>'$work/err'
		[ \$? = 64 ] && [ ! -s '$work/out' ] && [ -s '$work/err' ] || { echo \"\$o\"; exit 1; }
	done"
finish
