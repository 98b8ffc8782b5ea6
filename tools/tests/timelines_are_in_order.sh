#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# timeline prints what a record has of a task's life, in order, with the times between.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 7
golden timeline 'a task that was stopped and killed' lifecycle timeline --root data/life 206
golden timeline_orphan 'an orphan, and a name that commands a terminal' \
	lifecycle timeline --root data/death helper 1024
golden timeline_old 'a task older than the module, that lives' lifecycle timeline --root data/dying 1
golden timeline_failed 'an exec that failed' lifecycle timeline --root data/exec 701
golden timeline_json 'JSON' lifecycle timeline -J --root data/life 201 206
golden timeline_unknown 'no such task' lifecycle timeline --root data/life 99
golden timeline_usage 'no task' lifecycle timeline
finish
