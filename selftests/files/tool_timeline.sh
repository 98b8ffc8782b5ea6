#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# 'lifecycle run --timeline' has the events of a command in order; 'lifecycle timeline' what the record has of them.

number=0
failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

# same DESCRIPTION WANTED GOT
same() {
	number=$((number + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $number $1"
	else
		echo "# '$3', not '$2'"
		sed 's/^/# | /' "$folder/out"
		echo "not ok $number $1"
		failed=1
	fi
}

# steps: kinds of the steps in $folder/out, in order; not what depends on when others run
steps() {
	awk '/DETAIL$/ { on = 1; next } /^ran / { on = 0 } on && !/SIGCHLD/ { print $3 }' "$folder/out" |
		grep -vx -e wait -e exec-failed -e zombie | paste -sd ' '
}

if ! command -v lifecycle >/dev/null; then
	echo 'KTAP version 1'
	echo '1..1'
	echo 'ok 1 the tool # SKIP not in this guest'
	exit 0
fi
echo 'KTAP version 1'
echo '1..6'

# The command sends itself SIGTERM, handles it, and is stopped until its child continues it.
cat >"$folder/scene" <<'END'
trap 'kill -KILL $$' CONT
trap : TERM
kill -TERM $$
(while read -r _ _ state _ <"/proc/$$/stat" && [ "$state" != T ]; do :; done; kill -CONT $$) &
kill -STOP $$
wait
END
lifecycle run --timeline sh "$folder/scene" 2>"$folder/out"
same 'all its events, and what only the record has' \
	'birth first-run exec signal delivery signal delivery stop signal continue delivery signal exit reap' \
	"$(steps)"
pid=$(sed -n 's/^sh\[\([0-9]*\)\]$/\1/p' "$folder/out")
lifecycle timeline "$pid" >"$folder/out"
same 'the record has the newest of each kind' 'birth first-run exec stop continue signal exit reap' \
	"$(steps)"
awk '/DETAIL$/ { on = 1; next } /^ran / { on = 0 } on' "$folder/out" >"$folder/steps"
same 'the killer is the command itself' 1 "$(grep -c "SIGKILL sent by sh\[$pid\]" "$folder/steps")"
lifecycle timeline -J "$pid" >"$folder/out"
times=$(grep -o '"time_ns": [0-9]*' "$folder/out")
same 'the times are in order' "$(echo "$times" | sort -k 2n)" "$times"
born=$(lifecycle dead -rn -p "$pid" -o born_ns)
same 'the first is its birth' "\"time_ns\": $born" "$(echo "$times" | head -n 1)"
lifecycle run --timeline --all sh -c '(exit 1); (exit 2); (exit 3); exit 4' 2>"$folder/out"
same 'with --all of each process' 4 "$(grep -c '^sh\[[0-9]*\]$' "$folder/out")"
exit $failed
