#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# zombies: who lies unreaped, and the parents whose fault that is, the worst first.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 10
golden zombies 'each with its parent, then the parents' lifecycle zombies --root data/death
golden zombies_json 'JSON' lifecycle zombies --root data/death -J -o pid,zombie,parent
golden zombies_raw 'plain values' lifecycle zombies --root data/death -r -n -o pid,zombie,ppid
golden zombies_columns 'other columns' lifecycle zombies --root data/death -o comm,pid,orphan
golden zombies_none 'nobody' lifecycle zombies --root data/reuse
golden zombies_none_json 'nobody, in JSON' lifecycle zombies --root data/reuse -J
golden zombies_old 'a module that counts no children' lifecycle zombies --root data/life
golden zombies_traced 'a tracer that holds zombies, rather than their parent' lifecycle zombies --root data/traced
golden zombies_usage 'no words' lifecycle zombies 1
golden ps_reaping 'how everybody reaps his children' lifecycle ps --root data/death -p 800,900 -o pid,comm,reaping
finish
