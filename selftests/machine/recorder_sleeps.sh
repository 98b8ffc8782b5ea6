#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# While no process dies, the recorder does not run: nothing wakes it but its minute.
. "${0%/*}/common"

# value NAME FILE: sets $value; in this shell, as the death of another would wake the recorder
value() {
	while read -r name value; do
		[[ $name != "$1:" ]] || return 0
	done <"$2"
}

plan 2
unit recorder Type=notify 'ExecStart=/usr/bin/lifecycle record -D /run/idle'
systemctl start recorder
pid=$(main recorder)
mkfifo /run/never
exec {never}<>/run/never
quiet=0
# Others may die. In the first quiet time the recorder syncs what it has written before.
until [[ $quiet == 2 ]]; do
	value deaths /proc/lifecycle/stats
	deaths=$value
	value voluntary_ctxt_switches "/proc/$pid/status"
	slept=$value
	# That nothing happens is no event
	read -r -t 5 -u "$never"
	value voluntary_ctxt_switches "/proc/$pid/status"
	slept=$((value - slept))
	value deaths /proc/lifecycle/stats
	if [[ $value == "$deaths" ]]; then quiet=$((quiet + 1)); else quiet=0; fi
done
# For its minute
status=0
[[ $slept -le 2 ]] || status=1
result $status 'in five seconds without a death it does not wake up' "it has slept $slept times"
seq=$(lifecycle dead -L -rn -o death_seq | tail -n 1 | tr -d ' ')
systemctl kill -s HUP recorder
until [[ $(lifecycle dead --boot 0 -D /run/idle -L -rn -o death_seq | tail -n 1) -ge $seq ]]; do :; done
result 0 'and it records what comes then'
systemctl stop recorder
rm -r /run/idle
