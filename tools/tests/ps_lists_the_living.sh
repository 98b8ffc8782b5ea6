#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# ps lists living tasks by PID, by default only processes.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 7
golden ps 'processes, zombies included' lifecycle ps --root data/life
golden ps_kernel 'with kernel threads' lifecycle ps --root data/life -k -o pid,ppid,comm,birth
golden ps_threads 'threads with -L' lifecycle ps --root data/life -L
golden ps_pid 'one of several selected processes is dead' lifecycle ps --root data/life -p 200,203
golden ps_thread 'a thread selected by -p' lifecycle ps --root data/life -p 218 -o pid,tgid,comm
golden ps_recorded 'a recording of a real kernel' lifecycle ps --root data/recorded
golden ps_dying 'tasks that cannot end yet' lifecycle ps --root data/dying -p 89,90,91,93,96,97
finish
