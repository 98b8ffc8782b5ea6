#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What is asked wrongly is refused, in a line that says what was wrong.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 12
golden use_none 'no command' lifecycle
golden use_command 'an unknown command' lifecycle frobnicate
golden use_option 'an unknown option' lifecycle ps -z
golden use_long 'an unknown long option' lifecycle ps --zebra
golden use_value 'an option without its value' lifecycle ps -o
golden use_pid 'no number' lifecycle ps -p 12x
golden use_negative 'no positive number' lifecycle show -- -3
golden use_huge 'no number that a pid can be' lifecycle show 99999999999999999999
golden use_both 'two forms at once' lifecycle dead -rJ
golden use_extra 'too many words' lifecycle ps 1
golden use_nopid 'too few words' lifecycle show
golden use_run 'run without a command' lifecycle run
finish
