#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What was recorded is readable after a power cut, a full disk, or damage to another part; and
# an archive stays within its bounds.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 21
archive=$work/archive
boot=$(cat /proc/sys/kernel/random/boot_id)
files=$archive/$boot/proc/lifecycle
small=$data/death/proc/lifecycle/dead
rows=$(($(wc -l <"$small") - 2))
# Of so many deaths some parts are closed
big=$work/big
mkdir -p "$big/proc/lifecycle"
cp "$data/death/proc/lifecycle/stats" "$data/death/proc/lifecycle/tasks" \
	"$data/death/proc/lifecycle/oom" "$big/proc/lifecycle"
awk 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == "death_seq") seq = i }
	NR <= 2 { print; next } { row[rows++] = $0 }
	END {
		for (n = 1; n <= 40000; n++) {
			$0 = row[n % rows]
			$seq = n
			print
		}
	}' "$small" >"$big/proc/lifecycle/dead"
# shellcheck disable=SC2016 # for awk
seqs='NR == 2 { for (i = 1; i <= NF; i++) if ($i == "death_seq") seq = i } NR > 2 { print $seq }'
# record DATA [OPTION...]
record() {
	from=$1
	shift
	lifecycle --root "$from" record --once -D "$archive" "$@"
}
# sequence: what the tool reads, in its order
sequence() { lifecycle dead --boot 0 -D "$archive" -L -rn -o death_seq | tr -d ' '; }
# cut: after something was put behind the rows, it reads what was there, and goes on
# shellcheck disable=SC2317 # check calls it
cut_is_right() {
	[ "$(sequence | wc -l)" = "$1" ] && record "$data/death" && cmp "$small" "$files/dead"
}

record "$data/death"
head -n $((rows - 1)) "$small" >"$files/dead"
tail -n 1 "$small" | head -c 40 >>"$files/dead"
check 'a row that is not whole is cut' cut_is_right $((rows - 3))
head -n $((rows - 1)) "$small" >"$files/dead"
head -c 4096 /dev/zero >>"$files/dead"
check 'and so are zeros' cut_is_right $((rows - 3))
head -n $((rows - 1)) "$small" >"$files/dead"
{ head -c 4096 /dev/zero; echo; tail -n 1 "$small"; } >>"$files/dead"
check 'that rows follow' cut_is_right $((rows - 3))
: >"$files/dead"
check 'an empty file is begun anew' sh -c "lifecycle --root '$data/death' record --once -D '$archive' &&
	cmp '$small' '$files/dead'"
printf 'x' >"$files/.stats.new"
check 'a leftover does no harm' record "$data/death"
rm -rf "$archive"

check 'many deaths are recorded' record "$big"
check 'parts are closed and compressed' sh -c "ls '$files'/dead.*.zst >'$work/parts' &&
	[ \$(cat '$files'/dead.*.zst | wc -c) -lt \$((\$(wc -c <'$big/proc/lifecycle/dead') / 4)) ]"
awk "$seqs" "$big/proc/lifecycle/dead" >"$work/wanted"
# shellcheck disable=SC2317 # check calls it
is_whole() {
	sequence | cmp - "$work/wanted" &&
		lifecycle dead --boot 0 -D "$archive" -L -r -o all >"$work/a" &&
		lifecycle dead --root "$big" -L -r -o all | cmp - "$work/a"
}
check 'all are read, in their order' is_whole
check 'another recording is recorded with its closed parts' sh -c "
	lifecycle --root '$archive/$boot' record --once -D '$work/copy' &&
	lifecycle dead --boot 0 -D '$work/copy' -L -r -o all | cmp - '$work/a'"
rm "$files/dead"
record "$big"
check 'without the open part it goes on behind the closed ones' is_whole
part=$(head -n 1 "$work/parts")
count=${part%.zst}
count=${count##*.}
head -n $((count + 2)) "$big/proc/lifecycle/dead" >"${part%.zst}"
check 'a part that was just being compressed is read once' is_whole
rm "$part"
check 'a closed part that is not compressed is read as well' is_whole
record "$big"
check 'and is compressed later' sh -c "ls '$files'/dead.*.zst | cmp - '$work/parts'"
truncate -s 1000 "$part"
check 'a damaged part is reported' sh -c "lifecycle dead --boot 0 -D '$archive' 2>&1 >'$work/out' |
	grep -q \"\${1##*/} is damaged\"" sh "$part"
check 'and the others are read' test "$(sequence 2>/dev/null | tail -n 1)" = 40000
rm -rf "$archive"

# A file of at most 8 KiB, as if the disk was full
mkdir -p "$work/ten/proc/lifecycle"
cp "$data"/death/proc/lifecycle/* "$work/ten/proc/lifecycle"
head -n 12 "$small" >"$work/ten/proc/lifecycle/dead"
record "$work/ten"
check 'a full disk is an error' sh -c "trap '' XFSZ; ulimit -f 16
	! lifecycle --root '$data/death' record --once -D '$archive' 2>'$work/err' &&
	grep -q 'cannot write' '$work/err'"
check 'and what is there is whole' cmp "$work/ten/proc/lifecycle/dead" "$files/dead"
check 'it goes on when there is room' sh -c "lifecycle --root '$data/death' record --once -D '$archive' &&
	cmp '$small' '$files/dead'"
# As if it was of an earlier boot, and of a later version of the module
sed -i 's/^boot_id: .*/boot_id: 0/' "$archive/$boot/recording"
mv "$archive/$boot" "$archive/0"
sed -i '1s/.*/# lifecycle 999/' "$archive/0/proc/lifecycle/dead"
cp "$archive/0/proc/lifecycle/dead" "$work/later"
check 'what another version wrote is left alone' sh -c "
	lifecycle --root '$data/death' record --once -D '$archive' 2>'$work/err'
	grep -q 'cannot close the recording 0' '$work/err' && cmp '$work/later' '$archive/0/proc/lifecycle/dead'"
rm -r "$archive/0"
record "$big"
record "$big" --max-size 100K
check 'the oldest parts are deleted beyond a size' sh -c "! ls '$files'/dead.* &&
	grep -q '^dead_evicted: [1-9]' '$files/stats' && [ -s '$files/dead' ]"
exec 9<>"$archive/lock"
flock 9
check 'a second recorder says who is first' sh -c "! lifecycle --root '$data/death' record --once -D '$archive' 2>'$work/err' &&
	grep -q 'is being written by process [0-9][0-9]*' '$work/err'"
finish
