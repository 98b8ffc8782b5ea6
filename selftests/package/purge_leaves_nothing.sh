#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A purge unloads the module and removes all that the packages have brought, and what was made of
# it. The machine goes on.
# shellcheck source=../machine/common
. "${0%/*}/common"

# left: what has the name of lifecycle, other than the files of the tests
left() {
	find /boot /etc /lib/modules /opt /srv /usr /var -xdev -name '*lifecycle*' ! -path '/var/log/*'
}

plan 6
is 'files are there' \
	"$(left | grep -c -E '^/(usr/bin|usr/src|var/lib|var/lib/dkms)/lifecycle[^/]*$')" 4
dpkg -P lifecycle lifecycle-dkms >/run/purge 2>&1
result $? 'the purge succeeds' "$(cat /run/purge)"
is 'the module is unloaded' "$(ls -d /sys/module/lifecycle /proc/lifecycle 2>/dev/null)" ''
is 'no file is left' "$(left)" ''
has 'modprobe does not know the module' "$(modprobe -n lifecycle 2>&1)" 'not found'
systemctl restart systemd-modules-load
is 'no unit has failed' "$? $(systemctl list-units --failed --plain --no-legend)" '0 '
