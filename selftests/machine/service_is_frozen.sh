#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# systemctl freeze and thaw: the process is frozen in between, and the time counts as such.
. "${0%/*}/common"

plan 4
unit cold Type=notify "ExecStart=$victim rest"
systemctl start cold
pid=$(main cold)
systemctl freeze cold
is 'systemd has frozen it, and so it is recorded' \
	"$(systemctl show -P FreezerState cold) $(lifecycle ps -r -n -p "$pid" -o state | tr -d ' ')" \
	'frozen frozen'
systemctl thaw cold
until [[ $(systemctl show -P FreezerState cold) == running ]]; do :; done
is 'it sleeps again' "$(lifecycle ps -r -n -p "$pid" -o state | tr -d ' ')" sleeping
systemctl stop cold
is 'systemd has seen its end' "$(ended)" 'success killed TERM'
is 'it was frozen once' "$(dead "$pid" frozen_entries)" 1
