#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# In a container the tool lists the processes of the container alone, by their PIDs there. Who is
# root in it is not advised to become root.
. "${0%/*}/common"

# inside SCRIPT: runs it in the container; prints what it prints
inside() {
	podman exec box sh -c "$1" 2>/run/stderr
}

plan 7
container box -- sh -c 'sh -c "exit 3"; sleep 1000 & wait; exec sleep 2000'
pid=$(state box Pid)
until child=$(pgrep -P "$pid" -x sleep); do :; done
there=$(awk '/^NSpid:/ { print $NF }' "/proc/$child/status")
is 'it lists what its procfs has' "$(inside 'lifecycle ps -rn -o pid | tr -d " "' | head -n 2)" \
	"$(inside 'cd /proc && ls -d [0-9]*' | head -n 2)"
is 'it knows who has died there' "$(inside 'lifecycle dead -rn -p 2 -o ppid,comm,exit_code' | tr -s ' ' | sed 's/^ //')" '1 sh 3'
has 'it says why that is not all' "$(cat /run/stderr)" 'only your own tasks.*CAP_SYS_PTRACE'
! grep -q 'root' /run/stderr
result $? 'and does not advise root to be root'
kill -KILL "$child"
buried "$child"
has 'who killed from outside is unknown there' "$(inside "lifecycle why $there")" \
	"^sleep \(pid $there, child of 1\) was killed by SIGKILL from .*outside this PID namespace"
is 'and known outside' "$(dead "$child" killer_pid)" $$
! inside 'lifecycle dead -rn -o comm' | grep -q crun
result $? 'nothing is listed that has died outside'
