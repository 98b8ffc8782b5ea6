#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# record copies what the module has, byte by byte, goes on where it ended, and --boot reads it.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 16
archive=$work/archive
boot=$(cat /proc/sys/kernel/random/boot_id)
files=$archive/$boot/proc/lifecycle
# record DATA [OPTION...]
record() {
	from=$1
	shift
	lifecycle --root "$from" record --once -D "$archive" "$@"
}
# says STATUS WORDS COMMAND...: the command fails with STATUS and these WORDS
# shellcheck disable=SC2317 # check calls it
says() {
	wanted=$1 words=$2
	shift 2
	"$@" >"$work/out" 2>&1
	[ $? = "$wanted" ] && grep "$words" "$work/out"
}
# same_list COMMAND...: of the data and of the recording
# shellcheck disable=SC2317 # check calls it
same_list() {
	lifecycle --root "$data/death" "$@" >"$work/a" 2>&1
	lifecycle --boot 0 "$@" -D "$archive" >"$work/b" 2>&1
	[ -s "$work/a" ] && diff "$work/a" "$work/b"
}
check 'no boot is recorded' says 1 'no boot is recorded' lifecycle boots -D "$archive"
check 'a boot is recorded' record "$data/death"
check 'dead is what the module wrote' cmp "$data/death/proc/lifecycle/dead" "$files/dead"
check 'the dead are listed' same_list dead
check 'and those that live' same_list ps
check 'and the OOM kills' same_list oom
check 'a death is explained' same_list why 1029
record "$data/death"
check 'nothing is recorded twice' cmp "$data/death/proc/lifecycle/dead" "$files/dead"
head -n 9 "$data/death/proc/lifecycle/dead" >"$files/dead"
record "$data/death"
check 'the recording goes on where it ended' cmp "$data/death/proc/lifecycle/dead" "$files/dead"
record "$data/units"
check 'another load of the module is another recording' test -d "$archive/$boot.2"
check 'boots lists both' sh -c "lifecycle boots -rn -D '$archive' >'$work/list' 2>&1;
	lifecycle boots -J -D '$archive' | python3 -c '
import json, sys
boots = json.load(sys.stdin)[\"boots\"]
assert [b[\"boot\"] for b in boots] == [-1, 0], boots
assert [b[\"id\"] for b in boots] == [\"$boot\", \"$boot.2\"], boots
assert boots[0][\"deaths\"] == 25 and boots[0][\"evicted\"] == 0, boots
assert boots[0][\"loaded\"].startswith(\"2025-11-23T04:51:40\"), boots
assert boots[0][\"size_bytes\"] > 10000, boots'"
check 'the earlier one is -1' sh -c "
	lifecycle dead --boot -1 -D '$archive' -rn -o pid >'$work/a'
	lifecycle --root '$data/death' dead -rn -o pid | cmp - '$work/a'"
check 'the ID of the boot, or its beginning, is the later one' sh -c "
	lifecycle dead --boot 0 -D '$archive' -rn -o pid >'$work/a'
	for b in '$boot' '${boot%%-*}' '$boot.2'; do
		lifecycle dead --boot \$b -D '$archive' -rn -o pid | cmp - '$work/a' || exit 1
	done"
rm -r "${archive:?}/$boot"
cp -r "$data/restarts" "$work/third"
sed -i 's/^loaded_ns: .*/loaded_ns: 3/' "$work/third/proc/lifecycle/stats"
record "$work/third"
check 'a third load takes no name that is in use' sh -c "
	lifecycle dead --boot 0 -D '$archive' -L -rn -o pid >'$work/a'
	lifecycle --root '$work/third' dead -L -rn -o pid | cmp - '$work/a' && [ -s '$work/a' ]"
check 'other boots are not kept' sh -c "
	for b in -2 1 -99999999999999999999 ffffffff ''; do
		lifecycle dead --boot \"\$b\" -D '$archive' >'$work/out' 2>'$work/err'
		[ \$? = 1 ] && [ ! -s '$work/out' ] && grep -q 'lifecycle boots' '$work/err' || { echo \"\$b\"; exit 1; }
	done"
check 'what makes no sense is rejected' sh -c "
	for o in '--root / --boot 0 ps' 'record --max-size 0' 'record --max-size 1X' 'record --max-age 1' \\
			'record --max-age 1ms' 'record --root /' 'ps -D /' 'record --boot 0' 'boots --boot 0' 'run --boot 0 true'; do
		lifecycle \$o >'$work/out' 2>'$work/err'
		[ \$? = 64 ] && [ ! -s '$work/out' ] && [ -s '$work/err' ] || { echo \"\$o\"; exit 1; }
	done"
finish
