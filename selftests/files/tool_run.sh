#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# 'lifecycle run' exits as the command does, and reports each descendant.

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

# exits STATUS DESCRIPTION COMMAND...: 'run' of COMMAND exits with STATUS
exits() {
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

# reported WORD...: the newest report has each WORD
reported() {
	missing=
	for word do
		grep -q -- "$word" "$folder/out" || missing="$missing $word"
	done
	if [ -z "$missing" ]; then
		result ok "the report has $*"
	else
		echo "# missing:$missing"
		sed 's/^/# | /' "$folder/out"
		result 'not ok' "the report has $*"
	fi
}

if ! command -v lifecycle >/dev/null; then
	echo 'KTAP version 1'
	echo '1..1'
	echo 'ok 1 the tool # SKIP not in this guest'
	exit 0
fi
echo 'KTAP version 1'
echo '1..13'
echo text >"$folder/no-program"
for name in child grandchild orphan; do
	cp "$helper" "$folder/lc_$name"
done

exits 0 'the status of a command that succeeds' true
exits 3 'the status of a command that fails' sh -c 'exit 3'
# shellcheck disable=SC2016 # for the inner shell to expand
exits 137 'the status of a command that is killed' sh -c 'kill -KILL $$'
# shellcheck disable=SC2016 # likewise
exits 139 'the status of a command that crashes' sh -c 'kill -SEGV $$'
reported SEGV
exits 126 'the status of a command that cannot be executed' "$folder/no-program"
exits 127 'the status of a command that does not exist' "$folder/not-there"
exits 5 'the status of a command with a child' sh -c "$folder/lc_child @exit 4; exit 5"
reported lc_child
# The orphan outlives its parent, which waits for the orphan's exec
# shellcheck disable=SC2016 # likewise
seen='while read -r name </proc/$!/comm && [ "$name" != lc_orphan ]; do :; done'
exits 0 'the status of a command that leaves an orphan' \
	sh -c "(sh -c '$folder/lc_grandchild @exit 6; $folder/lc_orphan @burn 50 & $seen; exit 7'); exit 0"
reported lc_grandchild lc_orphan
exits 0 'the status of a command with many children' \
	sh -c "for i in 1 2 3 4 5 6 7 8 9 10; do $folder/lc_child @exit 0; done"
if [ "$(grep -c 'lc_child' "$folder/out")" -ge 10 ]; then
	result ok 'all ten children are reported'
else
	sed 's/^/# | /' "$folder/out"
	result 'not ok' 'all ten children are reported'
fi
exit $failed
