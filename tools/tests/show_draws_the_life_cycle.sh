#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# show draws the states that a task has been in, and the transitions between them.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 14
# drawn PID: prints only the diagram
# shellcheck disable=SC2317 # golden calls it
drawn() { lifecycle show --root data/sched "$1" | sed -n '/^Life/,$p'; }
golden draw_waits 'woken and preempted' drawn 300
golden draw_all 'all states, and counts that are shortened' drawn 313
golden draw_zombie 'a zombie' drawn 314
golden draw_reaped 'reaped by a process that is not its parent' drawn 305
golden draw_thread 'a thread, not waited for' drawn 303
golden draw_new 'not yet woken' drawn 311
golden draw_unknown 'no event since the module was loaded' drawn 2
check 'no line is longer than 80 columns' sh -c "
	for p in 300 303 305 313 314; do
		! lifecycle show --root '$data/sched' \$p | sed -n '/^Life/,\$p' | grep -E '^.{81}' || exit 1
	done"
golden draw_awake 'on a CPU when the module was loaded: no wait before its first sleep' drawn 315
golden dot 'Graphviz' lifecycle show --root data/sched --dot 305
golden dot_here 'Graphviz: the current state' lifecycle show --root data/sched --dot 313
golden dot_awake 'Graphviz: no transition that did not happen' lifecycle show --root data/sched --dot 315
golden dot_old 'a module that does not count entries into states' lifecycle show --root data/life --dot 203
LC_ALL=C
golden draw_ascii 'in plain ASCII' drawn 313
finish
