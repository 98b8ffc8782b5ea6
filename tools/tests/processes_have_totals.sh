#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A process has used what all its threads have, also those that are dead by now.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 6
columns=pid,comm,run,runnable,switches,switches_voluntary,threads
golden totals_ps 'the living' lifecycle ps --root data/sched -o $columns
golden totals_dead 'the dead' lifecycle dead --root data/sched -o $columns
golden totals_tree 'in a tree' lifecycle tree --root data/sched -o $columns
golden totals_raw 'the same in plain values' lifecycle ps --root data/sched -r -p 300 -o $columns
golden totals_threads 'threads have their own' lifecycle ps --root data/sched -L -p 300 -o $columns
golden totals_thread 'also one that is named' lifecycle ps --root data/sched -p 301 -o $columns
finish
