#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The module can be loaded again after an unload, and each unload leaves nothing behind.

module=/lib/modules/lifecycle.ko
number=0

ok() {
	number=$((number + 1))
	echo "$1 $number $2"
}

# check DESCRIPTION COMMAND...
check() {
	description=$1
	shift
	if "$@"; then
		ok ok "$description"
	else
		echo "# failed: $*"
		ok 'not ok' "$description"
	fi
}

there() {
	[ -e /proc/lifecycle/tasks ] && [ -e /sys/kernel/debug/lifecycle/hooks ] &&
		[ "$(head -n 1 /proc/lifecycle/tasks)" = '# lifecycle 2' ]
}

nothing_left() {
	for path in /proc/lifecycle /sys/kernel/debug/lifecycle /sys/module/lifecycle; do
		if [ -e "$path" ]; then
			echo "# $path is still there"
			return 1
		fi
	done
	! grep '^lc_' /proc/slabinfo | sed 's/^/# /' | grep . &&
		! find /sys/kernel/slab -name 'lc_*' | sed 's/^/# /' | grep . &&
		! grep -w lifecycle /proc/modules &&
		! grep 'lifecycle' /sys/kernel/debug/kprobes/list
}

# Areas of the kernel's vmalloc space. A freed one disappears with the next purge, so
# right after an unload the number need not be smaller yet; it must not increase over many
# loads.
areas() {
	wc -l </proc/vmallocinfo
}

many_leave_no_areas() {
	insmod $module && rmmod lifecycle || return 1
	before=$(areas)
	for round in 1 2 3 4 5 6 7 8; do
		insmod $module && rmmod lifecycle || return 1
	done
	after=$(areas)
	echo "# $before areas before $round loads, $after after"
	[ $((after - before)) -lt 4 ]
}

# An open file in debugfs keeps the module loaded, one in procfs does not. After the
# unload its reads must fail, without a crash
open_files_survive() {
	insmod $module || return 1
	exec 3</proc/lifecycle/tasks 4</proc/lifecycle/dead 5<>/proc/lifecycle/task
	head -c 20 <&3 >/dev/null
	rmmod lifecycle || return 1
	status=0
	cat <&3 >/dev/null 2>&1 && status=1
	cat <&4 >/dev/null 2>&1 && status=1
	(echo 1 >&5) 2>/dev/null && status=1
	exec 3<&- 4<&- 5<&-
	return $status
}

echo 'KTAP version 1'
echo '1..9'
check 'nothing is left from before' nothing_left
for time in first second; do
	check "the $time load" insmod $module
	check "its files can be read after the $time load" there
	check "the $time unload leaves nothing" eval 'rmmod lifecycle && nothing_left'
done
check 'loads and unloads leave no memory mapped' many_leave_no_areas
check 'files that are open at an unload fail afterwards' open_files_survive
