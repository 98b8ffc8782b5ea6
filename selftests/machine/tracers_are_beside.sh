#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# bpftrace and perf have probes on functions and tracepoints of the module, attached after its own
# and before, and removed before its own: nobody misses an event.
. "${0%/*}/common"

births=50
cp /bin/dash /run/spawner

# spawn [COMMAND...]: a process, run by COMMAND, creates so many that exit with status 7; $pid is it
spawn() {
	# shellcheck disable=SC2016 # for the shell to expand
	"$@" /run/spawner -c 'echo $$ >/run/pid; i=0
		while [ $i -lt '$births' ]; do (exit 7); i=$((i + 1)); done'
	pid=$(cat /run/pid)
	buried "$pid"
}

# recorded: how many children of it are recorded, and how they exited
recorded() {
	lifecycle dead -rn -o birth_ppid,exit_code | tr -s ' ' | grep "^ *$pid " | sort | uniq -c |
		tr -s ' ' | sed 's/^ //; s/ $//'
}

# misses: what the hooks of the module have missed
misses() {
	awk '/^#/ { next }
		!column { for (i = 1; i <= NF; i++) if ($i == "misses") column = i; next }
		{ sum += $column } END { print sum }' /sys/kernel/debug/lifecycle/hooks
}

# counted NAME: what bpftrace has counted
counted() {
	sed -n "s/^@$1: //p" /run/counts
}

plan 13
cat >/run/count.bt <<-'END'
	BEGIN { printf("attached\n"); }
	kretprobe:copy_process /comm == "spawner"/ { @birth++ }
	kprobe:do_exit /comm == "spawner"/ { @exit++ }
	kfunc:do_exit /comm == "spawner"/ { @exit_fentry++ }
	tracepoint:sched:sched_process_exit /comm == "spawner"/ { @exit_tracepoint++ }
	tracepoint:sched:sched_switch /comm == "spawner"/ { @switch++ }
END
bpftrace /run/count.bt >/run/counts &
until grep -qx attached /run/counts; do :; done
spawn
is 'after the module, it has all' "$(recorded)" "$births $pid 7"
is 'and no hook has missed a call' "$(misses)" 0
systemctl stop lifecycle-record
modprobe -r lifecycle
modprobe lifecycle
spawn
is 'before the module, it has all' "$(recorded)" "$births $pid 7"
is 'and no hook has missed a call' "$(misses)" 0
kill -INT $!
wait $!
is 'bpftrace has seen all births' "$(counted birth)" $((2 * births))
is 'and all exits, by kprobe' "$(counted exit)" $((2 * births + 2))
is 'by fentry' "$(counted exit_fentry)" $((2 * births + 2))
is 'and by tracepoint' "$(counted exit_tracepoint)" $((2 * births + 2))
spawn
is 'after it has left, the module has all' "$(recorded)" "$births $pid 7"
perf probe -q -a copy_process%return -a do_exit
spawn perf stat -x , -o /run/stat -e probe:copy_process__return -e probe:do_exit
is 'beside perf, too' "$(recorded)" "$births $pid 7"
is 'and no hook has missed a call' "$(misses)" 0
is 'perf has seen all births and exits' "$(grep '^[0-9]' /run/stat | cut -d, -f1 | paste -sd ' ')" \
	"$births $((births + 1))"
perf probe -q -d 'probe:*'
spawn
is 'after it has left, the module has all' "$(recorded)" "$births $pid 7"
