#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# systemd loads the installed module at boot, because of modules-load.d, and since then
# nothing is lost.
. "${0%/*}/common"

# stat NAME: a total of stats
stat() {
	sed -n "s/^$1: //p" /proc/lifecycle/stats
}

# processes: the PIDs of all processes but those of this test
processes() {
	local folder

	for folder in /proc/[0-9]*; do
		grep -q '/machine.service$' "$folder/cgroup" 2>/dev/null || echo "${folder#/proc/}"
	done | sort
}

plan 8
release=$(uname -r)
is 'systemd-modules-load has succeeded' \
	"$(systemctl show -P Result systemd-modules-load) $(systemctl is-active systemd-modules-load)" \
	'success active'
has 'it says that it has loaded the module' \
	"$(journalctl -q -b -o cat -t systemd-modules-load)" "Inserted module 'lifecycle'"
has 'the module is the one that was installed' "$(modinfo -n lifecycle)" \
	"^/lib/modules/${release//+/[+]}/(updates|updates/dkms|extra)/lifecycle.ko"
is 'no task is without a record' "$(stat lost)" 0
# Kernel threads come and go: only what is there before and after counts
before=$(processes)
recorded=$(lifecycle ps -k -r -n -o pid | tr -d ' ' | sort)
after=$(processes)
is 'each process has its record' \
	"$(comm -12 <(echo "$before") <(echo "$after") | comm -23 - <(echo "$recorded"))" ''
is 'no call of a hook was missed' "$(awk '
	/^#/ { next }
	!column { for (i = 1; i <= NF; i++) if ($i == "misses") column = i; next }
	$column != 0 || $column == "" { print }' /sys/kernel/debug/lifecycle/hooks)" ''
is 'process 1 is systemd' "$(lifecycle ps -r -n -p 1 -o comm,uid | tr -s ' ')" 'systemd 0'
is 'it has the program that it executed before, without arguments' \
	"$(lifecycle ps -r -n -p 1 -o execs,exe,args | tr -s ' ')" "0 $(readlink /proc/1/exe) -"
