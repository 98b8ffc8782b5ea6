#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# systemd executes itself again (daemon-reexec): it is the same process, and its program is
# known to what it ends afterwards.
. "${0%/*}/common"

plan 3
before=$(lifecycle ps -r -n -p 1 -o execs)
systemctl daemon-reexec
read -r after exe < <(lifecycle ps -r -n -p 1 -o execs,exe)
is 'process 1 has executed its program' "$((after > before)) $exe" "1 $(realpath /proc/1/exe)"
unit late Type=notify "ExecStart=$victim rest"
systemctl start late
pid=$(main late)
systemctl stop late
is 'systemd has seen the end of what it started' "$(ended)" 'success killed TERM'
is 'it is the sender of SIGTERM' \
	"$(dead "$pid" cause,exit_signal,killer_pid,killer_comm,killer_exe)" \
	"killed 15 1 systemd $(realpath /proc/1/exe)"
