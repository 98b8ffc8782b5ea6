#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The history references the namespaces of dead tasks; a reset drops them.

limit=/proc/sys/user/max_user_namespaces
reset=/sys/kernel/debug/lifecycle/reset

# namespaces COUNT: creates that many user namespaces, one after the other
namespaces() {
	for _ in $(seq "$1"); do
		unshare -U true || return
	done
}

# A kernel thread frees namespaces some time later
namespaces_in_time() {
	for _ in $(seq 200); do
		namespaces 1 2>/dev/null && return
	done
	return 1
}

echo 'KTAP version 1'
echo '1..1'
before=$(cat $limit)
echo 5 >$limit
verdict='not ok'
if namespaces 5 && echo 1 >$reset && namespaces_in_time; then
	verdict=ok
fi
echo "$before" >$limit
echo "$verdict 1 a reset drops the history's references to namespaces"
[ "$verdict" = ok ]
