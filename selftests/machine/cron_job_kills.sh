#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A job of cron kills a service: the killer is described so that the job can be found.
. "${0%/*}/common"

# shellcheck disable=SC2317 # the trap below calls it
remove_job() {
	rm -f /etc/cron.d/killer
	finish
}
trap remove_job EXIT

plan 5
unit target Type=notify "ExecStart=$victim rest"
systemctl start target
pid=$(main target)
# Such a job runs once cron starts, if it is the first time in this boot
echo "@reboot root kill -KILL $pid" >/etc/cron.d/killer
rm -f /run/crond.reboot
systemctl restart cron
is 'systemd has seen the kill' "$(ended)" 'signal killed KILL'
journalctl --sync
has 'cron says that it has run the job' "$(journalctl -q -b -o cat -t CRON)" \
	"\(root\) CMD \(kill -KILL $pid\)"
is 'the killer is a shell of cron' \
	"$(dead "$pid" cause,exit_signal,killer_comm,killer_uid,killer_parent_comm)" \
	'killed 9 sh 0 cron'
is 'the unit of the killer is recorded' "$(dead "$pid" killer_cgroup)" /system.slice/cron.service
has 'the sentence names who started it' "$(why "$pid")" \
	'SIGKILL from sh \(pid [0-9]+, .*started by cron'
