#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# tree shows tasks, living and dead, under the process that forked them.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 12
golden tree 'all families' lifecycle tree --root data/life
golden tree_pid 'one family; an orphan stays with its dead parent' \
	lifecycle tree --root data/life 223 -o comm,pid,ppid,birth_ppid,cause
golden tree_living 'only branches with a living process' lifecycle tree --root data/life 200 --living
golden tree_threads 'threads under their process' lifecycle tree --root data/life 217 -L -o comm,pid,tgid
golden tree_dead 'causes of death' lifecycle tree --root data/death 800
golden tree_unknown 'an unknown PID' lifecycle tree --root data/life 4711
golden tree_unit 'the processes of a unit, with their ancestors' \
	lifecycle tree --root data/units --unit nginx -o comm,pid,state,unit
golden tree_user 'those of a user, living' lifecycle tree --root data/units --user 1000 -l -o comm,pid,state,uid
golden tree_named 'those of a name, below a process' lifecycle tree --root data/units 921 --comm less -o comm,pid,state
golden tree_nobody 'none' lifecycle tree --root data/units --comm nosuch
golden tree_thread 'a process by the name of a thread' lifecycle tree --root data/life -L --comm 'wo*' -o comm,pid,tgid
LC_ALL=C
golden tree_ascii 'drawn in ASCII in an ASCII locale' \
	lifecycle tree --root data/life 221 -o comm,pid
finish
