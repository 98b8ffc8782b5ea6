#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The values of a process are the totals of all its threads, living and dead.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 6
columns=pid,comm,run,runnable,switches,switches_voluntary,threads
golden totals_ps 'living processes' lifecycle ps --root data/sched -o $columns
golden totals_dead 'dead processes' lifecycle dead --root data/sched -o $columns
golden totals_tree 'in a tree' lifecycle tree --root data/sched -o $columns
golden totals_raw 'the same as raw values' lifecycle ps --root data/sched -r -p 300 -o $columns
golden totals_threads 'threads have values of their own' lifecycle ps --root data/sched -L -p 300 -o $columns
golden totals_thread 'a thread selected by -p has its own' lifecycle ps --root data/sched -p 301 -o $columns
finish
