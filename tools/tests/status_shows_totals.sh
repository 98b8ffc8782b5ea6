#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# status prints totals and losses and, if they can be read, memory usage and hooks.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 5
golden status 'as root' lifecycle status --root data/life
golden status_json 'JSON' lifecycle status --root data/life -J
mkdir -p "$work/life/proc"
cp -r "$data/life/proc/lifecycle" "$work/life/proc/"
check 'a recording without debugfs: the missing files are reported' sh -c \
	"lifecycle status --root '$work/life' | grep 'This recording has no hooks'"
cp -r "$data/life" "$work/silent"
echo 'silent_hooks: 1' >>"$work/silent/proc/lifecycle/stats"
sed -i 's/\(copy_process kretprobe optional\) attached/\1 silent/' "$work/silent/sys/kernel/debug/lifecycle/hooks"
check 'hooks that do not fire are named' sh -c \
	"lifecycle status --root '$work/silent' | grep '^These hooks do not fire: copy_process.$'"
rm -r "$work/silent/sys"
check 'they are not named without debugfs' sh -c \
	"lifecycle status --root '$work/silent' | grep '^Some hooks do not fire.$'"
finish
