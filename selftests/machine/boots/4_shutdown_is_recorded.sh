#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What ended in the shutdown is recorded, to the last process that systemd-shutdown killed.
. "${0%/*}/common"

# killer_of NAME: what ended the noted process of the service in the previous boot
killer_of() {
	local pid

	pid=$(sed -n "s/^$1 \([0-9]*\) .*/\1/p" /var/tmp/witness)
	lifecycle --boot -1 dead -rn -p "$pid" -o cause,exit_signal,killer_comm,killer_pid | tr -s ' ' | sed 's/ $//'
}

plan 6
kept 'nothing is missing that was on disk'
is 'the boot was recorded to its end' "$(lifecycle boots -J | grep '"boot": -1,' | grep -o '"end": "[a-z]*"')" '"end": "ended"'
is 'a service was stopped by systemd' "$(killer_of stopped)" 'killed 15 systemd 1'
is 'another was killed after that' "$(killer_of spared)" 'killed 15 systemd-shutdow 1'
has 'the recorder ended before' "$(lifecycle --boot -1 dead -rn --unit lifecycle-record --comm lifecycle -o cause | tail -n 1)" exited
is 'no death is missing' "$(lifecycle boots -J | grep '"boot": -1,' | grep -o '"evicted": [0-9]*')" '"evicted": 0'
