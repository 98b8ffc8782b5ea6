#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# show: one task in sections, its times summed up.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 11
golden show_crashed 'a crash' lifecycle show --root data/life 205
golden show_living 'a living task has no death' lifecycle show --root data/life 214
golden show_zombie 'a zombie' lifecycle show --root data/life 222
golden show_killed 'who killed it' lifecycle show --root data/life 203
golden show_reused 'of several owners of a pid the living one' lifecycle show --root data/reuse 300
golden show_scheduling 'a process with threads, and its longest wait' lifecycle show --root data/sched 300
golden show_signal 'a fatal signal, and where it came from' lifecycle show --root data/death 812
golden show_stops 'stops and their senders' lifecycle show --root data/death 930
golden show_loss 'an orphan that was killed' lifecycle show --root data/death 1016
golden show_unknown 'an unknown pid' lifecycle show --root data/life 4711
cp -r "$data/life" "$work/life"
sed -i '/^200 /s/ 75000 / 75001 /' "$work/life/proc/lifecycle/tasks"
check 'a sum that is not the life is called out' sh -c \
	"lifecycle show --root '$work/life' 200 | grep 'NOT from birth to now: off by 1ns'"
finish
