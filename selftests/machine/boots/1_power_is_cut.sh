#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Services break in five ways, then the power is cut.
. "${0%/*}/common"

# broken DESCRIPTION NAME RESULT: systemd has seen NAME.service end so
broken() {
	local seen

	seen=$(ended)
	is "$1" "$seen" "$3"
	note "$2" "$seen"
}

plan 7
: >/var/tmp/witness
systemctl -q enable --now lifecycle-record
is 'the recorder runs' "$(systemctl is-active lifecycle-record)" active
unit killed Type=notify "ExecStart=$victim rest"
systemctl start killed
kill -KILL "$(main killed)"
broken 'a service is killed' killed 'signal killed KILL'
unit crashed Type=notify "ExecStart=$victim crash"
systemctl start crashed 2>/dev/null
broken 'a service crashes' crashed 'core-dump dumped SEGV'
unit failed Type=oneshot 'ExecStart=/bin/sh -c "exit 3"'
systemctl start failed 2>/dev/null
broken 'a service fails' failed 'exit-code exited 3'
printf '#!/no/such/interpreter\n' >/usr/local/bin/script
chmod 755 /usr/local/bin/script
unit missing Type=oneshot ExecStart=/usr/local/bin/script
systemctl start missing 2>/dev/null
broken 'the interpreter of a service is missing' missing 'exit-code exited 203'
unit late Type=notify TimeoutStopSec=1 "ExecStart=$victim ignore"
systemctl start late
systemctl stop late
broken 'a service does not stop in time' late 'timeout killed KILL'
result 0 'the power is cut'
keep_witness "$(recorded)"
echo b >/proc/sysrq-trigger
