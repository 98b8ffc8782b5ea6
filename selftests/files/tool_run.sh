#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# 'lifecycle run' ends as the command does, and tells of every descendant.

number=0
failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
helper=$(pwd)/cause_of_death

result() {
	number=$((number + 1))
	echo "$1 $number $2"
	[ "$1" = ok ] || failed=1
}

# ends STATUS DESCRIPTION COMMAND...: 'run' of COMMAND ends with STATUS
ends() {
	wanted=$1
	description=$2
	shift 2
	lifecycle run -- "$@" >"$folder/out" 2>&1
	status=$?
	if [ $status = "$wanted" ]; then
		result ok "$description"
	else
		echo "# the status is $status, not $wanted"
		sed 's/^/# | /' "$folder/out"
		result 'not ok' "$description"
	fi
}

# told WORD...: the last story has every WORD
told() {
	missing=
	for word do
		grep -q -- "$word" "$folder/out" || missing="$missing $word"
	done
	if [ -z "$missing" ]; then
		result ok "the story has $*"
	else
		echo "# missing:$missing"
		sed 's/^/# | /' "$folder/out"
		result 'not ok' "the story has $*"
	fi
}

if ! command -v lifecycle >/dev/null; then
	echo 'KTAP version 1'
	echo '1..1'
	echo 'ok 1 the tool # SKIP it is not in this guest'
	exit 0
fi
echo 'KTAP version 1'
echo '1..13'
echo text >"$folder/no-program"
for name in child grandchild orphan; do
	cp "$helper" "$folder/lc_$name"
done

ends 0 'a command that succeeds' true
ends 3 'a command that fails' sh -c 'exit 3'
# shellcheck disable=SC2016 # for the inner shell to expand
ends 137 'a command that is killed' sh -c 'kill -KILL $$'
# shellcheck disable=SC2016 # likewise
ends 139 'a command that crashes' sh -c 'kill -SEGV $$'
told SEGV
ends 126 'a command that cannot be executed' "$folder/no-program"
ends 127 'a command that does not exist' "$folder/not-there"
ends 5 'a command with a child' sh -c "$folder/lc_child @exit 4; exit 5"
told lc_child
# The orphan outlives its parent, which has seen it under its own name
# shellcheck disable=SC2016 # likewise
seen='while read -r name </proc/$!/comm && [ "$name" != lc_orphan ]; do :; done'
ends 0 'a command that leaves an orphan' \
	sh -c "(sh -c '$folder/lc_grandchild @exit 6; $folder/lc_orphan @burn 50 & $seen; exit 7'); exit 0"
told lc_grandchild lc_orphan
ends 0 'a command with many children' \
	sh -c "for i in 1 2 3 4 5 6 7 8 9 10; do $folder/lc_child @exit 0; done"
if [ "$(grep -c 'lc_child' "$folder/out")" -ge 10 ]; then
	result ok 'the story has all ten'
else
	sed 's/^/# | /' "$folder/out"
	result 'not ok' 'the story has all ten'
fi
exit $failed
