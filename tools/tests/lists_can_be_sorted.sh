#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Lists can be sorted by any column, and cut after some rows.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 13
# pids WANTED DESCRIPTION COMMAND OPTION...
pids() {
	wanted=$1 description=$2
	shift 2
	lifecycle "$@" -rn -o pid >"$work/list" 2>"$work/err"
	check "$description" test "$? $(paste -sd ' ' "$work/list") $(cat "$work/err")" = "0 $wanted "
}
# Sorted by another program, from the values that are printed: unknown ones last
by_sort() {
	lifecycle ps --root "$data/recorded" -k -rn -o pid,run_ns | sort -k2,2nr -s | awk '$2 != "-" { print $1 }'
}
# shellcheck disable=SC2046 # a list of PIDs
pids "$(by_sort | paste -sd ' ')" 'as sort(1) does' ps --root "$data/recorded" -k --sort -run
lifecycle ps --root "$data/recorded" -k -rn -o comm --sort comm >"$work/comms"
check 'texts, whatever their case' sort -cf "$work/comms"
pids "$(lifecycle dead --root "$data/life" -rn -o pid,run_ns | sort -k2,2nr -s | sed -n '1,3s/ .*//p' | paste -sd ' ')" \
	'the three that ran longest' dead --root "$data/life" --sort -run --limit 3
pids "$(lifecycle dead --root "$data/life" -rn -o pid | tail -n 2 | paste -sd ' ')" \
	'the newest dead, unless they are sorted' dead --root "$data/life" --limit 2
pids "$(lifecycle ps --root "$data/life" -rn -o pid | head -n 2 | paste -sd ' ')" \
	'the first of the living' ps --root "$data/life" --limit 2
pids "$(lifecycle dead --root "$data/life" -rn -o pid | paste -sd ' ')" \
	'a limit above their number' dead --root "$data/life" --limit 1000
pids "$(lifecycle dead --root "$data/life" -rn -o cause,pid | sort -k1,1 -k2,2nr | sed 's/.* //' | paste -sd ' ')" \
	'by two columns, the second from the greatest down' dead --root "$data/life" --sort cause,-pid
lifecycle dead --root "$data/life" -rn -o killer_pid --sort -killer_pid | sed -n '/-/,$p' >"$work/unknown"
check 'what is not known comes last, from the greatest down' sh -c "! grep -v -- - '$work/unknown'"
lifecycle dead --root "$data/life" -rn -o killer_pid --sort killer_pid | sed -n '/-/,$p' >"$work/unknown"
check 'and from the least up' sh -c "! grep -v -- - '$work/unknown'"
lifecycle zombies --root "$data/traced" -rn -o pid --sort pid --limit 2 | sed '/^$/,$d' >"$work/zombies"
check 'zombies, but not their parents' test "$(paste -sd ' ' "$work/zombies")" = '620 621'
golden sort_bad 'a column that does not exist' lifecycle ps --root data/life --sort pid,-runable
golden sort_empty 'no column' lifecycle ps --root data/life --sort ''
golden limit_bad 'a limit of no rows' lifecycle ps --root data/life --limit 0
finish
