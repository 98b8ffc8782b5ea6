#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A user logs in and starts five services, which break, each in another way: the last one, because
# the user kills it. What systemd has seen is kept for the next boot, where
# broken_services_are_explained.sh compares it. Then the machine shuts down, as at a reboot.
# shellcheck source=../../machine/common
. "${0%/*}/../common"
# The units and what they have left stay for the next boot
trap 'exit $failed' EXIT

# service NAME LINE...: creates NAME.service with these LINEs in its section [Service]
service() {
	{
		printf '[Unit]\nDescription=A service that breaks\n[Service]\n'
		printf '%s\n' "${@:2}"
	} >"/etc/systemd/system/$1.service"
}

# broken DESCRIPTION NAME RESULT: NAME.service has ended so, with the result, the code of wait(2) and
# the status that systemd has seen; keeps them, and its main process
broken() {
	local seen

	seen=$(for property in Result ExecMainCode ExecMainStatus; do
		systemctl show -P $property "$2"
	done | paste -sd ' ')
	is "$1" "$seen" "$3"
	echo "$2 $(systemctl show -P ExecMainPID "$2") $seen" >>/var/tmp/broken
}

plan 7
: >/var/tmp/broken
is 'the recorder runs since the boot' "$(systemctl is-active lifecycle-record)" active
printf '#!/usr/bin/no-such-python\n' >/usr/local/bin/backup
chmod 755 /usr/local/bin/backup
install -m 755 "$victim" /usr/local/bin/indexer
service backup Type=oneshot ExecStart=/usr/local/bin/backup
service import RuntimeMaxSec=1 'ExecStart=/bin/sleep 1000'
service report MemoryMax=32M MemorySwapMax=0 'ExecStart=/usr/bin/tail /dev/zero'
service indexer 'ExecStart=/usr/local/bin/indexer crash'
systemctl daemon-reload
let_in
echo 'user ALL=(root) NOPASSWD: ALL' >/etc/sudoers.d/user
# shellcheck disable=SC2016 # the user's shell expands it
as_user 'for name in backup import report indexer; do sudo systemctl start --wait $name; done
	sudo systemctl start nginx; sudo kill -KILL $(cat /run/nginx.pid)' 2>/dev/null
until [[ $(systemctl show -P ActiveState nginx) == failed ]]; do :; done
broken 'the interpreter of one is missing' backup 'exit-code 1 203'
broken 'one runs for too long' import 'timeout 2 15'
broken 'one has too little memory' report 'oom-kill 2 9'
broken 'one crashes' indexer 'core-dump 3 11'
broken 'a user, who may do so as root, has killed one' nginx 'signal 2 9'
result 0 'the machine shuts down'
cp /proc/sys/kernel/random/boot_id /var/tmp/boot
mkdir -p /run/systemd/system/machine.service.d
printf '[Unit]\nSuccessAction=poweroff\n' >/run/systemd/system/machine.service.d/unit.conf
systemctl daemon-reload
