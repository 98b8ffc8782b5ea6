#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A process of a service is found by the name of its unit, without a PID, living and dead; so are
# its arguments, its session and its login.
. "${0%/*}/common"

# first: the first line
first() {
	head -n 1
}

plan 11
unit named Type=notify "ExecStart=$victim rest"
systemctl start named
pid=$(main named)
is 'the unit is that of ps' "$(lifecycle ps -r -n -p "$pid" -o unit)" "$(ps -o unit= -p "$pid")"
is 'the arguments are those of ps' "$(lifecycle ps -r -n -p "$pid" -o args)" \
	"$(ps -o args= -p "$pid" | sed 's/ /\\040/g')"
is 'a list has the processes of the unit' "$(lifecycle ps -r -n --unit named -o pid)" \
	"$(cat "/sys/fs/cgroup/$(systemctl show -P ControlGroup named)/cgroup.procs")"
kill -KILL "$pid"
is 'systemd has seen the kill' "$(ended)" 'signal killed KILL'
is 'the dead process is found by its unit' "$(lifecycle dead -r -n --unit named -o pid | first)" \
	"$pid"
is 'why explains it by the name of the unit' "$(lifecycle why named.service | first)" "$(why "$pid")"
id=$(lifecycle dead -r -n -p "$pid" -o id)
is 'and by PID and number' "$(lifecycle why "$id" | first)" "$(why "$pid")"
is 'it is the newest failure' "$(lifecycle why --last | first)" "$(why "$pid")"
has 'the sentence names the unit of the killer' "$(why "$pid")" \
	"^victim \(pid $pid, child of 1\) in named.service was killed by SIGKILL from .* in machine.service"
is 'a service has no login' "$(dead "$pid" session,loginuid,tty_nr)" '- - -'
is 'and a session of its own' "$(dead "$pid" sid,pgid)" "$pid $pid"
