#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# 'lifecycle dead --follow' prints each task as it dies, in a pipe without delay, and what is lost.

number=0
failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

result() {
	number=$((number + 1))
	echo "$1 $number $2"
	[ "$1" = ok ] || failed=1
}

# same DESCRIPTION WANTED GOT
same() {
	if [ "$2" = "$3" ]; then
		result ok "$1"
	else
		echo "# '$3', not '$2'"
		result 'not ok' "$1"
	fi
}

# follow OPTION...: what it prints comes from descriptor 3, after the headings
follow() {
	rm -f "$folder/pipe"
	mkfifo "$folder/pipe"
	lifecycle dead --follow "$@" >"$folder/pipe" &
	follower=$!
	exec 3<"$folder/pipe"
	read -r _ <&3
}

leave() {
	kill "$follower"
	wait "$follower"
	exec 3<&-
}

deaths() {
	sed -n 's/^deaths: //p' /proc/lifecycle/stats
}

if ! command -v lifecycle >/dev/null; then
	echo 'KTAP version 1'
	echo '1..1'
	echo 'ok 1 the tool # SKIP not in this guest'
	exit 0
fi
echo 'KTAP version 1'
echo '1..7'

# Each line is waited for before the next task is born: were it delayed, this would not end.
follow -r -o pid,exit --parent $$ --since now
wanted='' got=''
for status in 0 3 0 7; do
	sh -c "exit $status" &
	wanted="$wanted $! $status"
	wait $!
	read -r line <&3
	got="$got $line"
done
same 'each child is printed when it has died' "$wanted" "$got"
leave

follow -x -r -o pid,exit --parent $$ --since now
sh -c 'exit 0'
sh -c 'exit 5' &
wait $!
read -r line <&3
same 'a filter applies to those that die later' "$! 5" "$line"
leave

sh -c 'exit 9' &
pid=$!
wait $pid
follow -x -r -o pid,exit --parent $$ --limit 1
read -r line <&3
same 'the newest of those that are dead come first' "$pid 9" "$line"
leave

for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
	sh -c 'exit 0'
done
follow -r -o pid --parent $$
sh -c 'exit 6' &
wait $!
got=0
while read -r line <&3 && [ "$line" != $! ]; do
	got=$((got + 1))
done
same 'ten of them' 10 "$got"
leave

# Not in the background, where a shell lets SIGINT be ignored
# shellcheck disable=SC2016 # for the inner shell to expand
(sh -c 'echo $$ >"$0"; exec lifecycle dead -f -J --limit 1' "$folder/pid"; echo $? >"$folder/status") | {
	read -r line
	echo "$line" >"$folder/line"
	kill -INT "$(cat "$folder/pid")"
}
same 'SIGINT ends it' 130 "$(cat "$folder/status")"
case $(cat "$folder/line") in
'{"pid": '*'}') result ok 'JSON is an object a line' ;;
*) result 'not ok' 'JSON is an object a line' ;;
esac

# A reader that is stopped while more die than the history has
before=$(deaths)
lifecycle dead -f -L -r -o death_seq >"$folder/all" &
follower=$!
until [ -s "$folder/all" ]; do
	:
done
kill -STOP $follower
i=0
while [ $i -lt 9000 ]; do
	(:)
	i=$((i + 1))
done
kill -CONT $follower
sh -c 'exit 0' &
wait $!
seq=$(lifecycle dead -p $! -r -n -o death_seq)
until grep -qx "$seq" "$folder/all"; do
	:
done
printed=$(awk -v after="$before" -v until="$seq" '$1 + 0 > after && $1 + 0 <= until' "$folder/all" | wc -l)
lost=$(awk '/^# lost/ { sum += $3 } END { print sum + 0 }' "$folder/all")
kill $follower
wait $follower
if [ "$lost" -gt 0 ]; then
	same 'what is printed and what is lost are all deaths' $((seq - before)) $((printed + lost))
else
	result 'not ok' 'some are lost'
fi
exit $failed
