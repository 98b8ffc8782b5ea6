#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A child is shown under the task that had the parent's PID when the child was born, not under the
# one that has it now.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 1
golden tree_reuse 'a PID used three times, and an exec by a thread' \
	lifecycle tree --root data/reuse -o comm,pid,ppid,start,life,cause
finish
