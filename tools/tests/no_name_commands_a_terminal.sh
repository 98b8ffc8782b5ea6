#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Whatever the name, program or cgroup of a task: no command prints a control sequence, in
# any output format, and each row stays on one line.
# shellcheck source=ktap
. "${0%/*}/ktap"

# As the module writes it: an escape sequence, a window title, newline and tab, blank and
# backslash, DEL, 8-bit CSI, a direction override, a letter, an incomplete character.
escaped='\\033[2J\\033]0;x\\007\\012\\015\\011\\040\\134\\177\\302\\233\\342\\200\\256é\\303'
# As only a forged recording can have it
bytes=$(printf 'y\033[2J\033]0;x\007\r\t\177\302\233\342\200\256\303')

# rename FOLDER NAME: a recording in which all tasks, programs and cgroups have this name
rename() {
	for file in tasks dead oom stats; do
		mkdir -p "$1/proc/lifecycle"
		awk -v name="$2" '
			NR == 2 { for (i = 1; i <= NF; i++) text[i] = $i ~ /comm$|^exe$|^cgroup$/ }
			NR > 2 { for (i = 1; i <= NF; i++) if (text[i] && $i != "-") $i = name }
			{ print }' "$data/death/proc/lifecycle/$file" >"$1/proc/lifecycle/$file"
	done
}
rename "$work/tame" x
rename "$work/escaped" "$escaped"
rename "$work/bytes" "$bytes"

# harmless FILE: it is UTF-8 without control characters, separators and direction overrides
# shellcheck disable=SC2317 # told calls it
harmless() {
	! LC_ALL=C grep -naP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]' "$1" &&
		! grep -nav '^.*$' "$1"
}

commands='ps|ps -L -o all|ps -r -o all|ps -J -o all
dead|dead -o all|dead -r -o all|dead -J -o all
tree|tree -r|tree -J
zombies|zombies -r|zombies -J
oom|oom -o all|oom -r -o all|oom -J -o all
why 1024 950 1015|why -J 1024 950 1015
show 1024|show 930|show -J 1024
latency --comm *|latency -J -p 930
status|status -J
top -b'
plan "$(echo "$commands" | tr '|' '\n' | wc -l)"
echo "$commands" | tr '|' '\n' >"$work/commands"

# told COMMAND...: for all three, the output is harmless and has the same number of lines
# shellcheck disable=SC2317 # check calls it
told() {
	for kind in tame escaped bytes; do
		lifecycle "$@" --root "$work/$kind" >"$work/$kind.out" 2>"$work/$kind.err"
		echo "[$?]" >>"$work/$kind.out"
		harmless "$work/$kind.out" && harmless "$work/$kind.err" || return 1
		[ "$(wc -l <"$work/$kind.out")" = "$(wc -l <"$work/tame.out")" ] ||
			{ diff "$work/tame.out" "$work/$kind.out" | cat -v; return 1; }
	done
	[ "$(tail -n 1 "$work/escaped.out")" = '[0]' ]
}
set -f
while read -r command; do
	# shellcheck disable=SC2086 # into words
	check "$command" told $command
done <"$work/commands"
finish
