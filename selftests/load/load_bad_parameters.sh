#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A load with invalid parameters fails, and leaves nothing behind.

module=/lib/modules/lifecycle.ko
number=0

clean() {
	[ ! -e /proc/lifecycle ] && [ ! -e /sys/kernel/debug/lifecycle ] &&
		[ ! -e /sys/module/lifecycle ] && ! grep -q '^lc_' /proc/slabinfo
}

refused() {
	number=$((number + 1))
	if insmod $module "$1" 2>/tmp/insmod.err; then
		echo '# it was loaded'
		echo "not ok $number $1 is refused"
		rmmod lifecycle
	elif ! clean; then
		echo '# it was refused, but left something behind'
		echo "not ok $number $1 is refused"
	else
		sed 's/^/# /' /tmp/insmod.err
		echo "ok $number $1 is refused"
	fi
}

accepted() {
	number=$((number + 1))
	if insmod $module "$1" && rmmod lifecycle; then
		echo "ok $number $1 is accepted"
	else
		echo "not ok $number $1 is accepted"
	fi
}

echo 'KTAP version 1'
echo '1..16'
refused history=abc
refused history=-1
refused history=99999999999
refused history=4294967295
refused history=0
refused history=1,2,3,4
refused history=1,,3
refused max_tasks=abc
refused max_tasks=-1
refused max_tasks=15
refused max_tasks=99999999999
refused panic_lines=1025
accepted panic_lines=1024
accepted history=131072
number=$((number + 1))
if insmod $module max_tasks=0 &&
	[ "$(cat /sys/module/lifecycle/parameters/max_tasks)" -gt 15 ] &&
	rmmod lifecycle && clean; then
	echo "ok $number max_tasks=0 is accepted, and is the number that the kernel's limit gives"
else
	echo "not ok $number max_tasks=0 is accepted, and is the number that the kernel's limit gives"
fi
number=$((number + 1))
if insmod $module history=100 max_tasks=1000 &&
	[ "$(cat /sys/module/lifecycle/parameters/history)" = 100,100,100 ] &&
	[ "$(cat /sys/module/lifecycle/parameters/max_tasks)" = 1000 ] &&
	[ "$(stat -c %a /sys/module/lifecycle/parameters/max_tasks)" = 444 ] &&
	[ "$(stat -c %a /sys/module/lifecycle/parameters/history)" = 644 ] &&
	rmmod lifecycle && clean; then
	echo "ok $number valid parameters are accepted; only the history's sizes can be written"
else
	echo "not ok $number valid parameters are accepted; only the history's sizes can be written"
fi
