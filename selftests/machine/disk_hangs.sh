#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The disk of the recorder hangs: its unit fails in the time that it has, so that the boot goes on, and
# records once the disk does, too.
. "${0%/*}/common"

archive=/var/lib/lifecycle
drop_in=/run/systemd/system/lifecycle-record.service.d

# shown PROPERTY...: of the recorder's unit
shown() {
	systemctl show "${@/#/-P}" lifecycle-record | paste -sd ' '
}

plan 7
units+=(lifecycle-record)
is 'the boot waits for so long' "$(shown TimeoutStartUSec TimeoutStopUSec TimeoutStartFailureMode)" '20s 10s kill'
truncate -s 32M /var/tmp/disk
mkfs.ext4 -q /var/tmp/disk
mkdir -p $archive $drop_in
mount -o loop /var/tmp/disk $archive
fsfreeze -f $archive
# In the test, less
printf '[Service]\nTimeoutStartSec=5s\nTimeoutStopSec=500ms\nRestartSec=100ms\n' >$drop_in/time.conf
systemctl daemon-reload
systemctl start lifecycle-record 2>/dev/null &
until grep -q percpu_rwsem "/proc/$(main lifecycle-record)/stack" 2>/dev/null; do :; done
hung=$(main lifecycle-record)
result 0 'the recorder waits for the disk'
wait $!
is 'the start fails' $? 1
has 'although it cannot be killed' "$(cat "/proc/$hung/stack")" percpu_rwsem
until [[ $(shown NRestarts) == 1 && $(shown MainPID) != 0 ]]; do :; done
rm -r $drop_in
systemctl daemon-reload
fsfreeze -u $archive
until [[ $(shown SubState) == running ]]; do :; done
result 0 'it starts by itself once the disk goes on'
(exit 3) &
pid=$!
wait $pid
buried $pid
systemctl stop lifecycle-record
is 'and records' "$(lifecycle --boot 0 dead -rn -p $pid -o exit_code | tr -d ' ')" 3
is 'what it has recorded is whole' "$(lifecycle boots -n | wc -l)" 1
umount $archive
rm /var/tmp/disk
