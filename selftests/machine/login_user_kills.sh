#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A user logs in with ssh and kills a process: the killer is described with login user and session.
. "${0%/*}/common"

plan 7
uid=$(id -u user)
let_in
unit owned User=user Type=notify ExecStart='/usr/local/bin/victim rest'
systemctl start owned
pid=$(main owned)
as_user "kill -KILL $pid"
is 'systemd has seen the kill' "$(ended)" 'signal killed KILL'
journal_has sshd 'Accepted publickey for user from'
result $? 'sshd has let the user in'
is 'the killer is a shell of this login' \
	"$(dead "$pid" uid,killer_comm,killer_uid,killer_loginuid,killer_parent_comm)" \
	"$uid bash $uid $uid sshd"
has 'in its session' "$(dead "$pid" killer_cgroup)" \
	"^/user.slice/user-$uid.slice/session-[0-9]+.scope\$"
has 'the sentence names user, login and session' "$(why "$pid")" \
	"SIGKILL from bash \\(pid [0-9]+, uid $uid, .*started by sshd.* in session-[0-9]+.scope"
# The shell itself, as logind has seen its session
session=$(journalctl -b -o cat -u systemd-logind | sed -n 's/^New session \([0-9]*\) of user user.*/\1/p' | tail -n 1)
killer=$(dead "$pid" killer_pid)
buried "$killer"
is 'the session is that of the log' "$(dead "$killer" session,loginuid,unit)" \
	"$session $uid session-$session.scope"
has 'its arguments are what the user has asked for' "$(dead "$killer" args)" "kill.*-KILL.*$pid"
