#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# -J prints numbers as the module wrote them, null for unknown values, and nested trees.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 6
golden json_dead 'a list' lifecycle dead --root data/life -J -o pid,comm,run,exit,exit_signal,killer
golden json_tree 'a tree: its array of children and the column children have different names' \
	lifecycle tree --root data/life 200 -J -o pid,comm,children
golden json_empty 'no task' lifecycle dead --root data/life -J -p 4711
golden json_show 'a task in full' lifecycle show --root data/life 205 -J
golden json_sched 'a histogram, and the totals of a process' lifecycle show --root data/sched 300 -J
if command -v python3 >/dev/null; then
	check 'the output is valid JSON' sh -c "
		cd '$data/life' && for c in ps dead tree status 'show 205' 'tree -L' 'dead -o all'; do
			lifecycle --root . \$c -J | python3 -m json.tool >/dev/null || exit 1
		done; lifecycle columns -J | python3 -m json.tool >/dev/null || exit 1
		cd ../death && for c in ps dead oom zombies 'why 1015' 'why 1024' 'why 930' 'show 1024' \
				'dead -o all' 'columns oom'; do
			root='--root .'; [ \"\${c%% *}\" != columns ] || root=
			lifecycle \$root \$c -J | python3 -m json.tool >/dev/null || exit 1
		done
		cd ../sched && for c in ps 'ps -L' 'show 300' 'show 301' latency 'latency -p 300,301' \
				'latency --comm s*'; do
			lifecycle --root . \$c -J | python3 -m json.tool >/dev/null || exit 1
		done"
else
	skip 'the output is valid JSON' 'python3 is not installed'
fi
finish
