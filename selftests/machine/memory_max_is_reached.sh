#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service needs more than its MemoryMax: the kernel's OOM killer ends it.
. "${0%/*}/common"

plan 6
unit hungry Type=notify MemoryMax=32M MemorySwapMax=0 "ExecStart=$victim eat"
systemctl start hungry
is 'systemd has seen an OOM kill' "$(ended)" 'oom-kill killed KILL'
pid=$(dmesg | sed -n 's/.*Memory cgroup out of memory: Killed process \([0-9]*\) (victim).*/\1/p')
has 'the kernel names its victim' "$pid" '^[0-9]+$'
is 'the death is one by the OOM killer, in the cgroup' \
	"$(dead "$pid" comm,cause,exit_signal,oom_kind)" 'victim oom-cgroup 9 cgroup'
is 'the list of OOM kills has it' \
	"$(lifecycle oom -r -n -o pid,comm | tr -s ' ' | grep "^ *$pid ")" "$pid victim"
is 'the victim was in the unit' "$(dead "$pid" cgroup)" /system.slice/hungry.service
has 'the sentence names the cgroup' "$(why "$pid")" \
	"OOM killer .*the cgroup /system.slice/hungry.service had none left"
