#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The program of a service cannot be executed: the process that systemd has forked for it exits
# with status 203, and the failed exec is recorded.
. "${0%/*}/common"

plan 5
printf '#!/no/such/interpreter\n' >"$here/script"
chmod 755 "$here/script"
unit script Type=oneshot "ExecStart=$here/script"
systemctl start script 2>/dev/null
is 'systemd has seen status 203' "$(ended)" 'exit-code exited 203'
has 'and says why' "$(journal script)" 'Failed at step EXEC spawning .*No such file'
pid=$(systemctl show -P ExecMainPID script)
is 'the process failed with this status' "$(dead "$pid" comm,cause,exit_code,ppid)" \
	'(script) failed 203 1'
is 'the exec that failed is recorded' "$(dead "$pid" execs_failed,exec_errno)" '1 2'
has 'the sentence has the status' "$(why "$pid")" \
	"^\(script\) \(pid $pid, child of 1\) in script.service failed with status 203 \(for systemd, EXEC: .*ENOENT"
