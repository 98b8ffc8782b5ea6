#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A kill by Debian's earlyoom, a user-space OOM killer, is identified: the module records
# the killer's comm, and the tool knows that program.

earlyoom=../earlyoom
number=0

result() {
	number=$((number + 1))
	echo "$1 $number $2"
}

# has TEXT DESCRIPTION COMMAND...: COMMAND prints a line that matches TEXT
has() {
	text=$1
	description=$2
	shift 2
	if "$@" | grep -E -q -- "$text"; then
		result ok "$description"
	else
		"$@" | sed 's/^/# | /'
		result 'not ok' "$description"
		failed=1
	fi
}

echo 'KTAP version 1'
if [ ! -x $earlyoom ]; then
	echo '1..0 # SKIP no earlyoom in this guest'
	exit 0
fi
echo 1..4
failed=0

# It kills the task with the largest oom_score, repeatedly until it is stopped: exempt
# all other tasks. Tasks forked later inherit the exemption.
spared=$(mktemp)
for adj in /proc/[0-9]*/oom_score_adj; do
	read -r old <"$adj" && echo -1000 >"$adj" && echo "$old $adj" >>"$spared"
done 2>/dev/null
# shellcheck disable=SC2317 # the trap below calls it
restore() {
	while read -r old adj; do
		echo "$old" >"$adj"
	done <"$spared" 2>/dev/null
	rm -f "$spared"
}
trap restore EXIT
sh -c 'echo 1000 >/proc/self/oom_score_adj; exec sleep 1000' &
victim=$!
# Never 99 percent of the memory are free: it kills at once
$earlyoom -m 99,99 -r 0 >/tmp/earlyoom.log 2>&1 &
killer=$!
wait $victim
status=$?
kill $killer
wait $killer 2>/dev/null

if [ $status = 137 ]; then
	result ok 'earlyoom kills the victim'
else
	sed 's/^/# | /' /tmp/earlyoom.log
	result 'not ok' "earlyoom kills the victim: the status is $status"
	failed=1
fi
has "^killer_pid: $killer\$" 'the killer has the pid of earlyoom' \
	sh -c "exec 3<>/proc/lifecycle/task; echo $victim >&3; cat <&3"
has '^oom-killer$' 'the kind of the killer is oom-killer' \
	lifecycle dead -r -n -p $victim -o killer_kind
has 'earlyoom' "the tool's verdict names earlyoom" lifecycle why $victim
exit $failed
