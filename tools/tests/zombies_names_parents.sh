#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# zombies lists zombies, and the parents that have not reaped them, most zombies first.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 10
golden zombies 'zombies with their parents, then the parents' lifecycle zombies --root data/death
golden zombies_json 'JSON' lifecycle zombies --root data/death -J -o pid,zombie,parent
golden zombies_raw 'raw values' lifecycle zombies --root data/death -r -n -o pid,zombie,ppid
golden zombies_columns 'other columns' lifecycle zombies --root data/death -o comm,pid,orphan
golden zombies_none 'no zombies' lifecycle zombies --root data/reuse
golden zombies_none_json 'no zombies, in JSON' lifecycle zombies --root data/reuse -J
golden zombies_old 'a module that does not count children' lifecycle zombies --root data/life
golden zombies_traced 'a tracer holds zombies, not their parent' lifecycle zombies --root data/traced
golden zombies_usage 'an unexpected argument' lifecycle zombies 1
golden ps_reaping 'how processes reap their children' lifecycle ps --root data/death -p 800,900 -o pid,comm,reaping
finish
