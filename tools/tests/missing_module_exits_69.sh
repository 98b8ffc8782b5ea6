#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Without the module or a recording, the tool explains what to do.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 10
mkdir "$work/empty"
for command in ps dead tree status 'show 1' 'why 1' zombies oom; do
	# shellcheck disable=SC2086 # a command and its words
	lifecycle --root "$work/empty" $command >"$work/out" 2>"$work/err"
	status=$?
	check "$command" sh -c "
		cat '$work/out' '$work/err'
		[ $status = 69 ] && [ ! -s '$work/out' ] && grep -q 'not a recording' '$work/err'"
done
if [ -e /proc/lifecycle ]; then
	skip 'ps on this machine' 'the module is loaded'
	skip 'run does not start the command' 'the module is loaded'
else
	golden no_module 'ps on this machine' lifecycle ps
	lifecycle run touch "$work/touched" 2>/dev/null
	status=$?
	check 'run does not start the command' sh -c "[ $status = 69 ] && [ ! -e '$work/touched' ]"
fi
finish
