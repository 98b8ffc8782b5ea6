#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# With OOMPolicy=kill the kernel and systemd race to kill all processes of a unit that is out of
# memory: each of the kernel's kills is listed, and each process has one of the two as its killer.
. "${0%/*}/common"

plan 4
unit grouped MemoryMax=32M MemorySwapMax=0 OOMPolicy=kill \
	"ExecStart=/bin/sh -c 'sleep 1000 & sleep 1000 & exec $victim eat'"
systemctl start grouped
is 'systemd has seen an OOM kill' "$(ended)" 'oom-kill killed KILL'
# The victim has killed the others, as it was the one that allocated, before it died
kills=$(dmesg | sed -n 's/.*Killed process \([0-9]*\) .*/\1/p' | sort -u)
has 'the kernel names its victims' "$kills" '^[0-9]'
is 'the list of OOM kills has each of them' \
	"$(lifecycle oom -r -n -o pid,cgroup | sed -n 's# .*/grouped.service$##p' | sort -u)" "$kills"
# The shell that reports the end is in the unit, too
is 'each process was killed by one of the two' "$(lifecycle dead -r -n \
	-o cgroup,exit_signal,comm,cause,killer_pid |
	grep -E '/grouped.service [0-9-]+ (sleep|victim) ' |
	sed 's/oom-cgroup -$/by one/; s/killed 1$/by one/' | sort -u | cut -d' ' -f2-)" \
	$'9 sleep by one\n9 victim by one'
