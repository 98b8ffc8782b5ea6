#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The lines that the module printed in the panic are those of that boot. Then the system shuts
# down: services are stopped, and what is left is killed.
. "${0%/*}/common"

plan 6
kept 'nothing is missing that was on disk'
is 'the boot ended in a panic' "$(lifecycle boots -J | grep '"boot": -1,' | grep -o '"end": "[a-z]*"')" '"end": "panic"'
pid=$(cut -d' ' -f2 /var/tmp/witness)
has 'whose newest deaths are known' "$(lifecycle panic --boot -1)" \
	"died [0-9.]*: victim\[$pid\] parent 1 uid 0 killed, signal 9 from 2_kernel_panics\["
is 'the boot before did not' "$(lifecycle panic --boot -2 2>&1)" 'lifecycle: no panic is recorded of this boot'
# Of the units, systemd stops the first, and leaves the second to systemd-shutdown
unit stopped Type=notify "ExecStart=$victim rest"
unit spared Type=notify "ExecStart=$victim rest"
mkdir -p /run/systemd/system/{spared,machine}.service.d
printf '[Unit]\nDefaultDependencies=no\n' >/run/systemd/system/spared.service.d/unit.conf
printf '[Unit]\nSuccessAction=poweroff\n' >/run/systemd/system/machine.service.d/unit.conf
systemctl daemon-reload
systemctl start stopped spared
: >/var/tmp/witness
note stopped running
note spared running
is 'both run' "$(systemctl is-active stopped spared | sort -u)" active
result 0 'the system shuts down'
keep_witness "$(recorded)"
