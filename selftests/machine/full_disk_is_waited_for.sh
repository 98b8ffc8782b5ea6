#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# If the disk is full, the recorder says so once, waits, and goes on when there is room: nothing
# is missing that the module still has, and what is on disk is whole.
. "${0%/*}/common"

archive=/run/archive

# said REGEX: how often the recorder has said it
said() {
	journalctl -q -b -o cat -u recorder | grep -c "$1"
}

# rows: the numbers of the recorded deaths
rows() {
	lifecycle dead --boot 0 -D $archive/a -L -rn -o death_seq | tr -d ' '
}

plan 7
mkdir -p $archive
mount -t tmpfs -o size=256k tmpfs $archive
unit recorder Type=notify "ExecStart=/usr/bin/lifecycle record -D $archive/a"
systemctl start recorder
head -c 1M /dev/zero >$archive/ballast 2>/dev/null
is 'the disk is full' "$(df --output=avail $archive | tail -n 1 | tr -d ' ')" 0
for ((i = 0; i < 100; i++)); do (exit 7); done
until [[ $(said 'cannot write') != 0 ]]; do :; done
for ((i = 0; i < 100; i++)); do (exit 7); done
is 'the recorder still runs' "$(systemctl is-active recorder)" active
has 'its status says why nothing is recorded' "$(systemctl show -P StatusText recorder)" \
	"^Cannot write to $archive/a: No space left on device"
is 'what is on disk is whole' "$(rows >/dev/null && echo whole)" whole
# Room for what has happened, and what will
mount -o remount,size=64m $archive
rm $archive/ballast
until [[ $(said 'goes on$') == 1 ]]; do :; done
is 'it was said once' "$(said 'cannot write')" 1
until systemctl kill -s HUP recorder && [[ $(rows | wc -l) -ge 200 ]]; do :; done
is 'nothing is missing' "$(rows | awk 'NR > 1 && $1 != last + 1 { print last + 1 } { last = $1 }')" ''
systemctl stop recorder
is 'it ends well' "$(systemctl show -P Result recorder)" success
umount $archive
