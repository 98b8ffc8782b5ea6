#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# nginx handles the signal that stops it, and exits with status 0: who asked is recorded, be it
# the stop of the unit, or a kill of the PID in nginx.pid.
. "${0%/*}/common"

units+=(nginx)
plan 5
systemctl start nginx
master=$(main nginx)
until worker=$(pgrep -P "$master" | head -n 1) && [[ $worker ]]; do :; done
systemctl stop nginx
is 'the master exited' "$(dead "$master" cause,exit_code,reaper_pid)" 'exited 0 1'
# nginx.service has start-stop-daemon send SIGQUIT
is 'the program that systemd ran to stop it is the sender' \
	"$(dead "$master" handled_signal,handled_sender_comm,handled_sender_exe,handled_sender_cgroup)" \
	"3 start-stop-daem $(realpath /sbin/start-stop-daemon) /system.slice/nginx.service"
# The master asks them through a socket
is 'the worker exited without a signal, and the master reaped it' \
	"$(dead "$worker" cause,exit_code,handled_signal,reaper_pid)" "exited 0 - $master"
systemctl start nginx
master=$(cat /run/nginx.pid)
kill "$master"
buried "$master"
is 'the sender of a plain kill is named' \
	"$(dead "$master" cause,exit_code,handled_signal,handled_sender_pid,handled_sender_uid)" \
	"exited 0 15 $$ 0"
has 'the sentence names it' "$(why "$master")" "SIGTERM from nginx_stop_is_a \(pid $$"
