#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# show prints everything recorded about a task, by subject, with the sum of its times.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 13
golden show_crashed 'a crash' lifecycle show --root data/life 205
golden show_living 'a living task has no death' lifecycle show --root data/life 214
golden show_zombie 'a zombie' lifecycle show --root data/life 222
golden show_killed 'the killer' lifecycle show --root data/life 203
golden show_reused 'a reused PID: the living task' lifecycle show --root data/reuse 300
golden show_scheduling 'a process with threads, and its longest wait' lifecycle show --root data/sched 300
golden show_signal 'a fatal signal and its origin' lifecycle show --root data/death 812
golden show_stops 'stops and their senders' lifecycle show --root data/death 930
golden show_loss 'a killed orphan' lifecycle show --root data/death 1016
golden show_exec 'failed execs' lifecycle show --root data/exec 701 700
golden show_dying 'a task that cannot end yet' lifecycle show --root data/dying 89
golden show_unknown 'an unknown PID' lifecycle show --root data/life 4711
cp -r "$data/life" "$work/life"
sed -i '/^200 /s/ 75000 / 75001 /' "$work/life/proc/lifecycle/tasks"
check 'a sum of times that differs from the life is reported' sh -c \
	"lifecycle show --root '$work/life' 200 | grep 'NOT from birth to now: off by 1ns'"
finish
