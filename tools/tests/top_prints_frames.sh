#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# top -b prints a recording as one frame, also to a pipe, in any width.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 10
golden top_80 'the width of a terminal' env COLUMNS=80 lifecycle top -bk --root data/recorded
golden top_40 'half of that' env COLUMNS=40 lifecycle top -b --root data/recorded
golden top_wide 'the width without COLUMNS' lifecycle top --batch --root data/recorded
golden top_units 'units, and a filter' env COLUMNS=100 lifecycle top -b --root data/units --unit nginx
golden top_ascii 'a locale without other characters' env LC_ALL=C COLUMNS=80 lifecycle top -b \
	--root data/death
golden top_nobody 'no such process' env COLUMNS=80 lifecycle top -b --root data/life --comm nobody
golden top_bad_delay 'a delay that is none' lifecycle top -d 0
golden top_bad_count 'a number that is none' lifecycle top -n 0
mkdir -p "$work/bad/proc/lifecycle"
cp "$data/life/proc/lifecycle/dead" "$work/bad/proc/lifecycle"
echo nonsense >"$work/bad/proc/lifecycle/tasks"
check 'a damaged recording' sh -c "lifecycle top -b --root '$work/bad'; [ \$? = 65 ]"

# witness: RUN% of each living process is its time on a CPU by its age, which ps lists
# shellcheck disable=SC2317 # check calls it
witness() {
	COLUMNS=200 lifecycle top -bk --root "$data/recorded" >"$work/frame"
	lifecycle dead -rn -o pid --root "$data/recorded" >"$work/dead"
	lifecycle ps -krn -o pid,run_ns,age_ns --root "$data/recorded" | grep -vwf "$work/dead" >"$work/rows"
	awk '
		NR == FNR { if ($3 ~ /^[RWSDTZ]$/ && match($0, /[0-9.]+ +[0-9.]+ +[0-9.]+[a-z]* /)) {
			split(substr($0, RSTART), number); run[$1] = number[1] } next }
		{ wanted = int($2 * 1000 / $3) / 10; count++ }
		run[$1] == "" || run[$1] != wanted { print $0, run[$1], wanted; bad++ }
		END { print count; exit count < 50 || bad }' "$work/frame" "$work/rows"
}
check 'the shares are those of the times that ps lists' witness
finish
