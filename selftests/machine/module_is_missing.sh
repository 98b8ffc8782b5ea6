#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Without the module, as after an upgrade of the kernel without one, the recorder's unit fails and
# says why. A module that is loaded again is another recording of this boot.
. "${0%/*}/common"

archive=/var/lib/lifecycle
boot=$(cat /proc/sys/kernel/random/boot_id)

plan 8
units+=(lifecycle-record)
systemctl start lifecycle-record
rmmod lifecycle 2>/dev/null
is 'the module cannot be removed from under a recorder' "$(lsmod | grep -c '^lifecycle ')" 1
systemctl stop lifecycle-record
rmmod lifecycle
is 'it can without one' "$(lsmod | grep -c '^lifecycle ')" 0
systemctl start lifecycle-record 2>/dev/null
result $((! $?)) 'the unit cannot be started then'
is 'it has failed, and is not started again' \
	"$(systemctl show -p ActiveState -p Result -p ExecMainStatus -p NRestarts lifecycle-record | sort | paste -sd ' ')" \
	'ActiveState=failed ExecMainStatus=69 NRestarts=0 Result=exit-code'
has 'and says why' "$(journalctl -q -b -o cat -u lifecycle-record -n 20)" \
	'the lifecycle kernel module is not loaded'
modprobe lifecycle
systemctl start lifecycle-record
is 'with the module it runs' "$(systemctl is-active lifecycle-record)" active
(exit 3) &
pid=$!
wait $pid
buried "$pid"
systemctl stop lifecycle-record
is 'there are two recordings of this boot' "$(lifecycle boots -n | awk '{ print $1, $2 }' | paste -sd ' ')" \
	"-1 $boot 0 $boot.2"
is 'the newer one has what died since' "$(lifecycle --boot "$boot.2" dead -rn -p "$pid" -o cause,exit_code | tr -s ' ' | sed 's/ $//')" \
	'failed 3'
rm -rf $archive
