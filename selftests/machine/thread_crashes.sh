#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Another thread than the main one crashes: the process dies when that thread does, and the core
# dump ends later.
. "${0%/*}/common"

plan 6
unit threads Type=notify "ExecStart=$victim crash-thread"
systemctl start threads 2>/dev/null
pid=$(systemctl show -P ExecMainPID threads)
is 'systemd has seen the crash' "$(ended)" 'core-dump dumped SEGV'
is 'it is recorded' "$(dead "$pid" cause,exit_signal,core_dumped,fault_address)" 'crashed 11 1 8'
initiator=$(dead "$pid" exit_initiator_pid)
is 'the thread that crashed is the one in the kernel log' "$initiator" \
	"$(dmesg | sed -n 's/.*\[\([0-9]*\)\]: segfault at 8 .*/\1/p' | tail -n 1)"
is 'which is not the main one' "$([[ $initiator == "$pid" ]] || echo another)" another
read -r died dumped <<<"$(dead "$pid" died_ns,core_dumped_ns)"
is 'the dump ended after the process had begun to die' \
	"$(printf '%s\n' "$died" "$dumped" | sort -n | paste -sd ' ')" "$died $dumped"
has 'the sentence names the crash' "$(why "$pid")" \
	"^victim \(pid $pid, child of 1\) in threads.service crashed with SIGSEGV at address 0x8"
