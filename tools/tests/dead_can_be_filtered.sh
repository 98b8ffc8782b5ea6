#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# dead filters by cause, killer, time, name and user, and by several of these at once.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 19
# pids OPTION...: the PIDs that dead lists
pids() { lifecycle dead --root "$data/death" -rn -o pid "$@" | paste -sd ' '; }
# lists PIDS DESCRIPTION OPTION...
lists() {
	wanted=$1 description=$2
	shift 2
	check "$description" test "$(pids "$@")" = "$wanted"
}
golden dead_cause 'causes' lifecycle dead --root data/death --cause oom,oom-cgroup,pidns -o pid,comm,cause
lists '812' 'a killer by name' --killer oom-killer.sh
lists '812 1010' 'killers by a pattern' --killer '*oom*'
lists '1003' 'a killer by pid' --killer 800
lists '' 'nobody was killed by that pid' --killer 4711
lists '1027 1029' 'who died within a minute' --since 1m
lists '1029' 'and within less' --since 500ms
lists '1029' 'in seconds' --since 1s
lists '1010 1024 1027 1029' 'and in minutes' --since 40m
lists '1001' 'a name' --comm true
lists '1002 1011 1013' 'names by a pattern' --comm '[cgj][ra]*' --cause failed,crashed
lists '1027 1029' 'a user by number' --uid 0
lists '1027 1029' 'a user by name' --uid root
lists '1027' 'all of them at once' --uid 0 --since 1d --cause crashed -x
golden dead_bad_cause 'an unknown cause' lifecycle dead --cause oom,bored
golden dead_bad_user 'an unknown user' lifecycle dead --uid no-such-user
check 'invalid times, causes, killers and users are rejected' sh -c "
	for o in --since=10 --since=s --since=1x --since=2025-13-01 --since=0s --since=99999999999d --since= \\
			--cause= --cause=oom, --cause=- --killer= --killer=0 --killer=99999999999 --uid= --uid=-1; do
		lifecycle dead --root '$data/death' \$o >'$work/out' 2>'$work/err'
		[ \$? = 64 ] && [ ! -s '$work/out' ] && [ -s '$work/err' ] || { echo \"\$o\"; exit 1; }
	done"
mkdir -p "$work/timeless/proc/lifecycle"
cp "$data/death/proc/lifecycle/dead" "$work/timeless/proc/lifecycle"
check '--since is rejected if the recording has no clock' sh -c "
	lifecycle dead --root '$work/timeless' --since 1h 2>'$work/err'
	[ \$? = 65 ] && grep 'no stats' '$work/err'"
golden dead_filtered_pid 'a PID that exists but does not match the other filters' \
	lifecycle dead --root data/death -p 1001,4711 --cause oom -o pid
finish
