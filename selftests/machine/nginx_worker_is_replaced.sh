#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A worker of nginx is killed and its master starts another: who killed it, who reaped it, and
# which processes there were.
. "${0%/*}/common"

# workers: the PIDs of the workers
workers() {
	pgrep -P "$master" | sort
}

log=/var/log/nginx/error.log
units+=(nginx)
plan 7
: >$log
systemctl start nginx
master=$(main nginx)
# The master starts them after its parent, whose end systemd waits for, is gone
until [[ $(workers | wc -l) == $(nproc) ]]; do :; done
old=$(workers)
worker=$(head -n 1 <<<"$old")
kill -KILL "$worker"
# nginx reports it after it has reaped the worker and before it starts the next
until grep -q "worker process $worker exited on signal 9" $log; do :; done
until [[ $(workers | wc -l) == $(nproc) ]]; do :; done
new=$(comm -13 <(echo "$old") <(workers) | head -n 1)

is 'the worker was killed' "$(dead "$worker" comm,cause,exit_signal)" 'nginx killed 9'
is 'the killer is named' "$(dead "$worker" killer_pid,killer_uid,killer_cgroup)" \
	"$$ 0 /system.slice/machine.service"
is 'its parent is the master, which reaped it' "$(dead "$worker" ppid,birth_ppid,reaper_pid)" \
	"$master $master $master"
is 'it was in the unit' "$(dead "$worker" cgroup)" "$(systemctl show -P ControlGroup nginx)"
has 'the sentence agrees' "$(why "$worker")" \
	"^nginx \(pid $worker, child of $master\) in nginx.service was killed by SIGKILL from nginx_worker_is \(pid $$,"
tree=$(lifecycle tree "$master" -r -n -o pid,state)
has 'the tree of the master has the dead worker' "$tree" "(^|[^0-9])$worker +dead"
has 'and the one that replaced it' "$tree" "(^|[^0-9])$new +[a-z]+"
