#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The dead keep the namespaces that they lived in; emptying the history lets them go.

limit=/proc/sys/user/max_user_namespaces
reset=/sys/kernel/debug/lifecycle/reset

# namespaces COUNT: makes that many user namespaces, one after the other
namespaces() {
	for _ in $(seq "$1"); do
		unshare -U true || return
	done
}

# Namespaces are freed by a kernel thread, in its own time
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
echo "$verdict 1 an emptied history holds no namespaces"
[ "$verdict" = ok ]
