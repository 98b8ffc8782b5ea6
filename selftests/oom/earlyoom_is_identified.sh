#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Whom a user space OOM killer takes, Debian's earlyoom, is told from whom somebody
# else kills: the module has its name, the tool knows what that name does.

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
	echo '1..0 # SKIP no earlyoom here'
	exit 0
fi
echo 1..4
failed=0

# It takes whoever has the largest oom_score, and goes on until it is stopped: of
# all others that is 0. Their children would inherit what it is made by.
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
# Memory is never free to 99 percent: it kills at once
$earlyoom -m 99,99 -r 0 >/tmp/earlyoom.log 2>&1 &
killer=$!
wait $victim
status=$?
kill $killer
wait $killer 2>/dev/null

if [ $status = 137 ]; then
	result ok 'it kills'
else
	sed 's/^/# | /' /tmp/earlyoom.log
	result 'not ok' "it kills: the status is $status"
	failed=1
fi
has "^killer_pid: $killer\$" 'the killer is known by its pid' \
	sh -c "exec 3<>/proc/lifecycle/task; echo $victim >&3; cat <&3"
has '^oom-killer$' 'its kind is known' \
	lifecycle dead -r -n -p $victim -o killer_kind
has 'earlyoom' 'the verdict names it' lifecycle why $victim
exit $failed
