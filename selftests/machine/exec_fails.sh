#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The program of a service cannot be executed: the process that systemd has forked for it exits
# with status 203, and the failed exec is recorded. systemd does not try to execute a program that
# it does not find: then only its status says so.
. "${0%/*}/common"

plan 9
printf '#!/no/such/interpreter\n' >"$here/script"
chmod 755 "$here/script"
unit script Type=oneshot "ExecStart=$here/script"
systemctl start script 2>/dev/null
is 'systemd has seen status 203' "$(ended)" 'exit-code exited 203'
has 'and says why' "$(journal script)" 'Failed at step EXEC spawning .*No such file'
pid=$(systemctl show -P ExecMainPID script)
is 'the process failed with this status' "$(dead "$pid" comm,cause,exit_code,ppid)" \
	'(script) failed 203 1'
is 'the exec that failed is recorded' \
	"$(dead "$pid" execs_failed,exec_errno,exec_failed_path)" "1 2 $here/script"
has 'the sentence has the status and the path' "$(why "$pid")" \
	"^\(script\) \(pid $pid, child of 1\) in script.service failed with status 203 \(for systemd, EXEC: .*its exec of $here/script had failed with ENOENT"

unit missing Type=oneshot ExecStart=/no/such/program
systemctl start missing 2>/dev/null
is 'systemd has seen status 203 of a program that is missing' "$(ended)" 'exit-code exited 203'
has 'and says that it has not found it' "$(journal missing)" 'Failed to locate executable /no/such/program'
pid=$(systemctl show -P ExecMainPID missing)
is 'no exec was tried' "$(dead "$pid" exit_code,execs,execs_failed,exec_failed_path)" '203 0 0 -'
has 'the sentence has the status alone' "$(why "$pid")" \
	'failed with status 203 \(for systemd, EXEC: [^;]*, [0-9.]*ms after it was born; its parent'
