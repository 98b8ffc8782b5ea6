#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# latency draws histograms of run-queue latency by class, process, thread and name.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 15
golden latency 'classes; the last bucket, and a single bucket' lifecycle latency --root data/sched
golden latency_class 'a class by name' lifecycle latency --root data/sched --class rt
golden latency_empty 'a class without waits' lifecycle latency --root data/sched --class ext
golden latency_pid 'a process with its threads, a thread, and one that never waited' \
	lifecycle latency --root data/sched -p 300,301,311
golden latency_dead 'a dead process, some of whose threads have been evicted' \
	lifecycle latency --root data/sched -p 305
golden latency_comm 'all processes with a name, living and dead' lifecycle latency --root data/sched --comm hog
golden latency_pattern 'a pattern that no process matches' lifecycle latency --root data/sched --comm 'x*'
golden latency_json 'JSON' lifecycle latency --root data/sched -J --class rt
golden latency_json_pid 'JSON of processes' lifecycle latency --root data/sched -J -p 305,311
golden latency_unknown 'an unknown PID' lifecycle latency --root data/sched -p 4711
golden latency_old 'a module that does not record the latency of classes' lifecycle latency --root data/life
golden latency_old_pid 'a module that does not record the latency of tasks' lifecycle latency --root data/life -p 200
golden latency_both '--pid and --comm are mutually exclusive' lifecycle latency -p 1 --comm x
golden latency_usage 'an unknown class' lifecycle latency --class cfs
check 'invalid intervals and counts are rejected' sh -c "
	for a in x 0 -1 1x . 0. 1e3 '1 0' '1 x' '1 2 3'; do
		lifecycle latency -- \$a 2>/dev/null; [ \$? = 64 ] || { echo \"\$a\"; exit 1; }
	done; lifecycle latency --root '$data/sched' 1; [ \$? = 64 ]"
finish
