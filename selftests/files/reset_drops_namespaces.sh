#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What the history keeps of the user namespaces of dead tasks is gone after a reset.

table=/sys/kernel/debug/lifecycle/table
reset=/sys/kernel/debug/lifecycle/reset

# namespaces COUNT: creates that many user namespaces, one after the other
namespaces() {
	for _ in $(seq "$1"); do
		unshare -U true || return
	done
}

kept() {
	sed -n 's/^user_namespaces: //p' $table
}

# RCU frees what is kept some time later
none_in_time() {
	for _ in $(seq 2000); do
		[ "$(kept)" = 0 ] && return
	done
	return 1
}

echo 'KTAP version 1'
echo '1..1'
verdict='not ok'
if namespaces 5 && [ "$(kept)" -ge 5 ] && echo 1 >$reset && none_in_time; then
	verdict=ok
fi
echo "$verdict 1 a reset drops what the history keeps of namespaces"
[ "$verdict" = ok ]
