#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Children belong to who had the pid when they were born, not to who has it now.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 1
golden tree_reuse 'three owners of one pid, and an exec by a thread' \
	lifecycle tree --root data/reuse -o comm,pid,ppid,start,life,cause
finish
