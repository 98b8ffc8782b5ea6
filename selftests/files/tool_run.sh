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
echo '1..20'
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
if grep -q '10 x lc_child' "$folder/out"; then
	result ok 'all ten children are reported'
else
	sed 's/^/# | /' "$folder/out"
	result 'not ok' 'all ten children are reported'
fi

# many COUNT...: starts for each COUNT a shell that runs so many children, one after the other
cat >"$folder/many" <<'END'
for count do
	(while [ "$count" -gt 0 ]; do (exit 0); count=$((count - 1)); done) &
done
wait
END

exits 0 'the status of a command with 1200 descendants' sh "$folder/many" 300 300 300 300
reported '4 x sh ' '1200 x sh ' '; 1205 processes: 1205 exited;'
lifecycle run -J --output "$folder/json" sh "$folder/many" 300 300 300 300
if [ "$(grep -o '"pid"' "$folder/json" | wc -l)" = 1205 ]; then
	result ok 'JSON has each of them'
else
	result 'not ok' 'JSON has each of them'
fi
lifecycle run --all sh "$folder/many" 10 2>"$folder/out"
if [ "$(grep -c ' dead ' "$folder/out")" = 12 ]; then
	result ok 'so has --all'
else
	sed 's/^/# | /' "$folder/out"
	result 'not ok' 'so has --all'
fi
lifecycle run --live sh -c 'exit 3' 2>"$folder/out"
reported ' exec .* sh -c exit 3$' ' exit .* failed: 3$' ' reap .* waited by lifecycle\[' ' failed (3) after '

# The tool is stopped while there are more events than are kept; its own end is one of them.
# shellcheck disable=SC2016 # for the inner shell to expand
exits 5 'the status of a command whose events are lost' \
	sh -c 'kill -STOP $PPID; sh "$0" 4500 4500; kill -CONT $PPID; exit 5' "$folder/many"
reported ' events were lost: ' ' failed (5) after '
exit $failed
