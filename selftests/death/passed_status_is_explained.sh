#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A shell passes on the end of its command as its exit status; `lifecycle why` names the
# command and its killer, as for the entry point of a container that exits with 137.

number=0
failed=0
pids=$(mktemp)

result() {
	number=$((number + 1))
	echo "$1 $number $2"
}

# says TEXT DESCRIPTION PID: the sentence about PID matches TEXT
says() {
	sentence=$(lifecycle why "$3" | head -n 1)
	if echo "$sentence" | grep -E -q -- "$1"; then
		result ok "$2"
	else
		echo "# $sentence"
		result 'not ok' "$2"
		failed=1
	fi
}

# play SIGNAL: a shell whose command is killed by it; $shell and $child are their PIDs, $status
# is the shell's exit status
play() {
	mkfifo "$pids.fifo"
	# shellcheck disable=SC2016 # for the inner shell to expand
	sh -c 'sleep 1000 & echo $! >"$0"; wait $!; exit $?' "$pids.fifo" &
	shell=$!
	read -r child <"$pids.fifo"
	kill -"$1" "$child"
	wait $shell
	status=$?
	rm "$pids.fifo"
}

echo 'KTAP version 1'
echo 1..5
play KILL
if [ $status = 137 ]; then
	result ok 'the status of the shell is 137'
else
	echo "# it is $status"
	result 'not ok' 'the status of the shell is 137'
	failed=1
fi
says "^sh .* failed with status 137, .*; its child [a-z]+ \\(pid $child\\) was killed by SIGKILL from passed_status_i \\(pid $$, .* before, for which a shell exits with this status" \
	'the command and its killer are named' $shell
play TERM
says "failed with status 143, .*; its child [a-z]+ \\(pid $child\\) was killed by SIGTERM from" \
	'so are those for another signal' $shell
sh -c '(exit 1); exit 137' &
shell=$!
wait $shell
says 'failed with status 137, [^;]* born; its parent' \
	'no command is named if none died of the signal' $shell
play KILL
sh -c 'exit 137' &
shell=$!
wait $shell
says 'failed with status 137, [^;]* born; its parent' 'nor one of another shell' $shell
rm -f "$pids"
exit $failed
