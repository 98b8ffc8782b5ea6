#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# strace follows a service, and leaves another: each signal keeps its sender.
. "${0%/*}/common"

# tracer PID: who traces it, as the kernel says
tracer() {
	awk '/^TracerPid:/ { print $2 }' "/proc/$1/status"
}

# traced PID: who traces it, as recorded
traced() {
	lifecycle ps -rn -p "$1" -o tracer_pid,tracer_comm | tr -s ' ' | sed 's/^ //; s/ $//'
}

# attach PID: attaches strace, which is $! then
attach() {
	strace -f -o /run/strace -p "$1" 2>/dev/null &
	until [[ $(tracer "$1") == "$!" ]]; do :; done
}

plan 11
unit followed Type=notify "ExecStart=$victim rest"
systemctl start followed
pid=$(main followed)
attach "$pid"
is 'the tracer is recorded' "$(traced "$pid")" "$! strace"
kill -KILL "$pid"
is 'systemd has seen the kill' "$(ended)" 'signal killed KILL'
wait $!
has 'so has strace' "$(tail -n 1 /run/strace)" "^$pid +\+\+\+ killed by SIGKILL"
is 'the killer is not the tracer' "$(dead "$pid" exit_signal,killer_pid,tracer_comm)" "9 $$ strace"
has 'the sentence agrees' "$(why "$pid")" \
	"^victim .* was killed by SIGKILL from strace_is_not_b \(pid $$, .* in machine.service"

# A tracer stops a process at each other signal, and passes it on
systemctl start followed
pid=$(main followed)
attach "$pid"
kill -SEGV "$pid"
is 'systemd has seen SIGSEGV' "$(ended)" 'core-dump dumped SEGV'
wait $!
has 'strace has seen its sender' "$(cat /run/strace)" "si_signo=SIGSEGV, si_code=SI_USER, si_pid=$$,"
is 'which is recorded' "$(dead "$pid" exit_signal,killer_pid)" "11 $$"

systemctl start followed
pid=$(main followed)
attach "$pid"
kill -INT $!
wait $!
is 'strace has left' "$(traced "$pid")" '- -'
kill -KILL "$pid"
is 'systemd has seen the kill' "$(ended)" 'signal killed KILL'
is 'the killer is known' "$(dead "$pid" exit_signal,killer_pid)" "9 $$"
