#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# dead lists the history in order.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 5
golden dead 'processes' lifecycle dead --root data/life
golden dead_failed 'only failures, with -x' lifecycle dead --root data/life -x
golden dead_pid 'all tasks that had a PID' lifecycle dead --root data/reuse -p 300 -o pid,comm,born
golden dead_unknown 'an unknown PID' lifecycle dead --root data/life -p 4711
golden dead_recorded 'a recording of a real kernel' lifecycle dead --root data/recorded
finish
