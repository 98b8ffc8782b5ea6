#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Files that cannot be parsed are rejected with exit status 65.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 7
recording=$work/proc/lifecycle

for case in \
	'newer|# lifecycle 3\npid\n1\n|reads format 2' \
	'stranger|hello\n|not a lifecycle file' \
	'empty||empty file' \
	'number|# lifecycle x\npid\n|no format version' \
	'short|# lifecycle 2\npid comm\n1 a\n2\n|line 4: 1 fields where the header has 2' \
	'long|# lifecycle 2\npid comm\n1 a b\n|line 3: 3 fields where the header has 2' \
	'nameless|# lifecycle 2\n\n|line 2: no column names'; do
	name=${case%%|*} words=${case##*|} text=${case#*|}
	mkdir -p "$recording"
	# shellcheck disable=SC2059 # the text is the format, for its \n
	printf "${text%|*}" >"$recording/tasks"
	lifecycle ps --root "$work" >"$work/out" 2>"$work/err"
	status=$?
	check "$name" sh -c "cat '$work/out' '$work/err'; [ $status = 65 ] &&
		[ ! -s '$work/out' ] && grep -q '$words' '$work/err'"
done
finish
