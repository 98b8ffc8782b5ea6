#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Wrong usage is rejected with a line that names the error.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 14
golden use_none 'no command' lifecycle
golden use_command 'an unknown command' lifecycle frobnicate
golden use_option 'an unknown option' lifecycle ps -z
golden use_long 'an unknown long option' lifecycle ps --zebra
golden use_value 'an option without its value' lifecycle ps -o
golden use_pid 'not a number' lifecycle ps -p 12x
golden use_negative 'a negative number' lifecycle show -- -3
golden use_huge 'a number too large for a PID' lifecycle show 99999999999999999999
golden use_both 'two output formats' lifecycle dead -rJ
golden use_extra 'an unexpected argument' lifecycle ps 1
golden use_nopid 'a missing argument' lifecycle show
golden use_run 'run without a command' lifecycle run
golden use_recorded 'following a recording' lifecycle dead --root data/life -f
golden use_follow_sort 'sorting what is followed' lifecycle dead -f --sort run
finish
