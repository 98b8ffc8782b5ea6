#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Without a module for the running kernel, as after an upgrade of the kernel without its headers,
# the tool and the recorder fail. systemd-modules-load does not: it only logs it.
# shellcheck source=../machine/common
. "${0%/*}/common"

release=$(uname -r)
module=$(dkms status -k "$release" lifecycle 2>/run/err | sed 's/,.*//')

plan 9
is 'the recorder runs since the boot' "$(systemctl is-active lifecycle-record)" active
systemctl stop lifecycle-record
modprobe -r lifecycle
dkms uninstall "$module" -k "$release" >/run/dkms 2>&1
has 'DKMS has built the module but not installed it' "$(dkms status -k "$release" lifecycle)" \
	": built$"
lifecycle status >/run/out 2>/run/err
is 'status fails' "$?" 69
has 'it names what is missing' "$(cat /run/err)" 'the lifecycle kernel module is not loaded'
systemctl start lifecycle-record 2>/run/err
is 'the recorder does not start' "$?" 1
is 'it has failed' "$(systemctl is-failed lifecycle-record) $(systemctl show -P ExecMainStatus \
	lifecycle-record)" 'failed 69'
systemctl restart systemd-modules-load
has 'the journal names the module' \
	"$(journalctl -q -b -o cat -t systemd-modules-load | tail -n 1)" \
	"Failed to find module 'lifecycle'"
dkms install "$module" -k "$release" >/run/dkms 2>&1
systemctl restart systemd-modules-load
is 'with the module, it succeeds again' "$? $(cat /sys/module/lifecycle/initstate)" '0 live'
systemctl restart lifecycle-record
is 'the recorder starts again' "$? $(systemctl is-failed lifecycle-record)" '0 active'
