#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# systemd-oomd kills a service under memory pressure: it is the killer, and the kernel is not.
. "${0%/*}/common"

swap=/var/tmp/swap
plan 6
# It acts only while pages are scanned, and anonymous ones are only if there is a swap
fallocate -l 128M $swap
chmod 600 $swap
mkswap -q $swap
swapon $swap
mkdir -p /run/systemd/oomd.conf.d
printf '[OOM]\nDefaultMemoryPressureDurationSec=1s\n' >/run/systemd/oomd.conf.d/test.conf
units+=(systemd-oomd)
systemctl start systemd-oomd
oomd=$(main systemd-oomd)
unit pressed Type=notify MemoryHigh=16M ManagedOOMMemoryPressure=kill \
	ManagedOOMMemoryPressureLimit=1% "ExecStart=$victim eat"
systemctl start pressed
pid=$(main pressed)
is 'systemd has seen an OOM kill' "$(ended)" 'oom-kill killed KILL'
journal_has systemd-oomd '^Killed /system.slice/pressed.service due to memory pressure'
result $? 'systemd-oomd says that it killed the service'
buried "$pid"
is 'it is the killer' "$(dead "$pid" cause,exit_signal,killer_pid,killer_kind)" \
	"killed 9 $oomd oom-killer"
has 'the sentence names it' "$(why "$pid")" \
	"^victim .* in pressed.service was killed by SIGKILL from the userspace OOM killer systemd-oomd \(pid $oomd, .* in systemd-oomd.service"
is 'the kernel says nothing of a kill' "$(dmesg | grep -c 'Killed process')" 0
is 'and has none in the list of OOM kills' "$(lifecycle oom -rn -o pid | grep -cx " *$pid *")" 0
swapoff $swap
rm $swap
