#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# ps: the living by pid, processes only unless told otherwise.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 5
golden ps 'processes, zombies included' lifecycle ps --root data/life
golden ps_threads 'threads with -L' lifecycle ps --root data/life -L
golden ps_pid 'one process of several asked for is gone' lifecycle ps --root data/life -p 200,203
golden ps_thread 'a thread that is named is shown' lifecycle ps --root data/life -p 218 -o pid,tgid,comm
golden ps_recorded 'a recording of a real kernel' lifecycle ps --root data/recorded
finish
