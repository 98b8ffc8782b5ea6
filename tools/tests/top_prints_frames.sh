#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# top -b prints a recording as one frame, also to a pipe, in any width.
# shellcheck source=ktap
. "${0%/*}/ktap"
# shellcheck source=users
. "${0%/*}/users"
plan 10
nameless recorded units death life
# frame NAME DESCRIPTION COLUMNS OPTION...: the frame is that in expected/NAME
frame() {
	name=$1 description=$2
	export COLUMNS="$3"
	shift 3
	# shellcheck disable=SC2016 # the path is not the same each time
	golden "$name" "$description" sh -c 'cd "$roots" && lifecycle top "$@"' top "$@"
	unset COLUMNS
}
frame top_80 'the width of a terminal' 80 -b --root recorded
frame top_40 'half of that' 40 -b --root recorded
frame top_wide 'the default width' '' --batch -k --root recorded
frame top_units 'units, and a filter' 100 -b --root units --unit nginx
LC_ALL=C
frame top_ascii 'a locale without other characters' 80 -b --root death
LC_ALL=C.UTF-8
frame top_nobody 'no such process' 80 -b --root life --comm nobody
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
