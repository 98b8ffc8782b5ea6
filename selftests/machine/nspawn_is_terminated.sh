#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Machines of systemd-nspawn: the init of one is killed from outside, another is terminated by
# machinectl, for which systemd asks systemd-nspawn. The scope of the machine is named, and the killer.
. "${0%/*}/common"

# spawn NAME: starts a machine; its init is $pid, and what started that is $!
spawn() {
	rootfs "/run/$1"
	systemd-nspawn -q -D "/run/$1" -M "$1" --console=pipe /victim rest </dev/null >/run/nspawn 2>&1 &
	until pid=$(machinectl show --value -p Leader "$1" 2>/dev/null); do :; done
	# It is only nspawn's child until it executes the program
	until [[ $(cat "/proc/$pid/comm") == victim ]]; do :; done
}

plan 9
spawn killed
is 'the unit is the scope of the machine' "$(lifecycle ps -rn -p "$pid" -o unit)" \
	"$(machinectl show --value -p Unit killed)"
kill -KILL "$pid"
wait $!
is 'nspawn has seen the kill' "$(cat /run/nspawn)" 'Container killed terminated by signal KILL.'
is 'the death is recorded' "$(dead "$pid" unit,cause,exit_signal,killer_pid,reaper_pid)" \
	"machine-killed.scope killed 9 $$ $!"
has 'the sentence names machine and killer' "$(why "$pid")" \
	"^victim .* in machine-killed.scope was killed by SIGKILL from nspawn_is_termi \(pid $$,"
spawn terminated
machinectl terminate terminated
wait $!
has 'nspawn has seen the end' "$(cat /run/nspawn)" 'Container terminated terminated by signal '
is 'systemd has stopped the scope' "$(journalctl -q -b -o cat UNIT=machine-terminated.scope |
	grep -c '^Stopping')" 1
is 'the death is recorded' "$(dead "$pid" unit,cause,killer_pid,killer_comm)" \
	"machine-terminated.scope killed $! systemd-nspawn"
is 'with the signal that nspawn has seen' "$(kill -l "$(dead "$pid" exit_signal)")" \
	"$(sed -n 's/.* by signal \([A-Z]*\)\.$/\1/p' /run/nspawn)"
has 'the sentence names machine and killer' "$(why "$pid")" \
	"^victim .* in machine-terminated.scope was killed by SIGKILL from systemd-nspawn \(pid $!, "
