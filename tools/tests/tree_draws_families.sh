#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# tree shows tasks, living and dead, under the process that forked them.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 7
golden tree 'all families' lifecycle tree --root data/life
golden tree_pid 'one family; an orphan stays with its dead parent' \
	lifecycle tree --root data/life 223 -o comm,pid,ppid,birth_ppid,cause
golden tree_living 'only branches with a living process' lifecycle tree --root data/life 200 --living
golden tree_threads 'threads under their process' lifecycle tree --root data/life 217 -L -o comm,pid,tgid
golden tree_dead 'causes of death' lifecycle tree --root data/death 800
golden tree_unknown 'an unknown PID' lifecycle tree --root data/life 4711
LC_ALL=C
golden tree_ascii 'drawn in ASCII in an ASCII locale' \
	lifecycle tree --root data/life 221 -o comm,pid
finish
