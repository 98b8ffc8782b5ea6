#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# -o prints the named columns in the given order.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 9
golden o_list 'a list' lifecycle ps --root data/life -p 200 -o comm,pid,run_ns
golden o_headings 'a heading is accepted as the name of a column' lifecycle ps --root data/life -p 200 -o COMM,Pid,RUN
golden o_add 'columns added to the default ones' lifecycle ps --root data/life -p 200 -o +nice,pid
golden o_set 'a set added to the default columns' lifecycle ps --root data/sched -p 300,310 -o +sched
golden o_sets 'sets and columns, each column once' \
	lifecycle ps --root data/sched -p 313 -n -o states,pid,RUN,entries
check 'no set has the name of a column' sh -c "
	lifecycle columns -n | sed 's/ .*//' >'$work/names'; sed 's/_ns\$//' '$work/names' >>'$work/columns'
	cat '$work/names' >>'$work/columns'
	for s in $(lifecycle ps --help | sed -n '/^Sets/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p' | paste -sd ' '); do
		! grep -ix \"\$s\" '$work/columns' || exit 1
	done"
golden o_unknown 'an unknown column: the known ones are listed' lifecycle ps --root data/life -o pid,nonsense
golden o_noheadings 'no headings' lifecycle ps --root data/life -p 200 -n -o pid,comm
check 'all columns' sh -c "
	test \$(lifecycle ps --root '$data/life' -r -o all | head -n 1 | wc -w) = \
	     \$(lifecycle columns -n | wc -l)"
finish
