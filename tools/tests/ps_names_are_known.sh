#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Columns have the names of ps(1), too, and two show what it shows.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 5
golden ps_names "the article's columns" lifecycle ps --root data/recorded -o pid,comm,pri,ni,stat --limit 5
check 'a name and its column are one' sh -c "
	lifecycle ps --root '$data/life' -n -o lwp,psr,time >'$work/names' &&
	lifecycle ps --root '$data/life' -n -o pid,cpu,run_ns >'$work/columns' &&
	cmp '$work/names' '$work/columns'"
lifecycle columns -n | sed 's/ .*//' >"$work/columns"
sed 's/_ns$//; s/_bytes$//' "$work/columns" >"$work/stems"
sed -n 's/^\t{ "\([a-z_%]*\)", "\([a-z_]*\)" },$/\1 \2/p' "$tests/../column/column_alias.c" >"$work/aliases"
check 'each stands for a column' sh -c "
	test -s '$work/aliases' && cut -d ' ' -f 2 '$work/aliases' | sort -u |
	while read -r column; do grep -qx \"\$column\" '$work/columns' || exit 1; done"
check 'none is the name of another column' sh -c "
	! cut -d ' ' -f 1 '$work/aliases' | grep -xf - '$work/columns' '$work/stems'"
check 'kernel threads are listed only if asked for' sh -c "
	all=\$(lifecycle ps --root '$data/recorded' -rn -k -o pid | wc -l)
	some=\$(lifecycle ps --root '$data/recorded' -rn -o pid | wc -l)
	[ \$some -gt 0 ] && [ \$all -gt \$some ] &&
	! lifecycle ps --root '$data/recorded' -rn -o ppid | grep -qx 2 &&
	lifecycle ps --root '$data/recorded' -rn -o pid -p 2 | grep -qx 2 &&
	lifecycle ps --root '$data/recorded' -rn -o comm --comm 'kthrea*' | grep -qx kthreadd"
finish
