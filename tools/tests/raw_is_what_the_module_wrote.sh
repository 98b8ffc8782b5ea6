#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# -r prints each field exactly as the module wrote it.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 3
columns=$(sed -n 2p "$data/life/proc/lifecycle/dead" | tr ' ' ,)
tail -n +2 "$data/life/proc/lifecycle/dead" >"$work/wanted"
lifecycle dead --root "$data/life" -L -r -o "$columns" >"$work/raw"
check 'the whole history' cmp "$work/wanted" "$work/raw"
golden raw_derived 'derived columns are raw values, too' lifecycle dead --root data/life -r -p 203,205,227 \
	-o pid,exit,killer,comm,life,run_percent,died_time,blocked
check 'a column of another module version is printed as -' sh -c "
	mkdir -p '$work/old/proc/lifecycle'
	printf '# lifecycle 2\ncomm pid\nsh 1\n' >'$work/old/proc/lifecycle/tasks'
	test \"\$(lifecycle ps --root '$work/old' -rn -o pid,run,comm,life)\" = '1 - sh -'"
finish
