#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# follow prints events a line each, in words, raw and as JSON; those of some kinds, names or failures.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 19
golden follow 'each kind of event in words' lifecycle follow --root data/events
golden follow_failed 'failures only, and losses' lifecycle follow --root data/events -x
golden follow_relative 'times since the first event' \
	lifecycle follow --root data/events -t -n -o time,event,by --comm 'sl*'
golden follow_kinds 'kinds and users' lifecycle follow --root data/events -e exit,oom --uid 1000
golden follow_json 'a JSON object a line' lifecycle follow --root data/events -J -x
columns=$(sed -n 2p "$data/events/proc/lifecycle/events" | tr ' ' ,)
tail -n +2 "$data/events/proc/lifecycle/events" >"$work/wanted"
lifecycle follow --root "$data/events" -r -o "$columns" >"$work/raw"
check '-r is what the module wrote' cmp "$work/wanted" "$work/raw"
golden follow_missing 'a recording without events' lifecycle follow --root data/life
golden follow_unknown 'columns of tasks are unknown' lifecycle follow --root data/events -o pid,killer
golden follow_many 'one process only' lifecycle follow -p 1,2
golden follow_blank 'a list of events is one condition' lifecycle follow -e 'exit uid=0'
golden follow_long 'a list of events is not cut' \
	lifecycle follow -e "$(printf '%0300d,exit' 0 | tr 0 x)"
golden follow_pattern 'a unit is followed by its name' lifecycle follow --unit 'ngin*'
golden follow_place 'one place only' lifecycle follow --unit nginx --cgroup /system.slice
golden follow_root_unit 'events that are recorded have no unit' \
	lifecycle follow --root data/events --unit nginx
golden follow_slow 'a wait is a length of time' lifecycle follow --slow 10
golden follow_slow_events 'waits or events' lifecycle follow --slow 10ms -e exit
golden follow_switches 'switches are those of a process' lifecycle follow -e on-cpu
golden follow_mixed 'switches are not mixed with other events' lifecycle follow -e on-cpu,exit -p 1
golden columns_follow 'columns follow lists the columns' lifecycle columns follow
finish
