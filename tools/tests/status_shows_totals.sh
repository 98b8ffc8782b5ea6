#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# status prints totals and losses and, if they can be read, memory usage and hooks.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 3
golden status 'as root' lifecycle status --root data/life
golden status_json 'JSON' lifecycle status --root data/life -J
mkdir -p "$work/life/proc"
cp -r "$data/life/proc/lifecycle" "$work/life/proc/"
check 'a recording without debugfs: the missing files are reported' sh -c \
	"lifecycle status --root '$work/life' | grep 'This recording has no hooks'"
finish
