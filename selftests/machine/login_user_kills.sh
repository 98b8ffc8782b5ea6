#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A user logs in with ssh and kills a process: the killer is described with login user and session.
. "${0%/*}/common"

plan 5
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
has 'the sentence names user and login' "$(why "$pid")" \
	"SIGKILL from bash \\(pid [0-9]+, uid $uid, .*started by sshd"
