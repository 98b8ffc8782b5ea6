#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ps(1) and lifecycle ps print the same of what sleeps: priority, nice value, state, CPU, name.
. "${0%/*}/common"

# Ps also knows whose memory is locked, and which process group is in the foreground
of_ps() {
	ps -eo pid,pri,ni,stat,psr,comm --no-headers | tr -s ' ' | sed 's/^ //' |
		awk '{ gsub(/[L+]/, "", $4); print }' | sort
}

of_lifecycle() {
	lifecycle ps -k -n -o pid,pri,ni,stat,psr,comm | tr -s ' ' | sed 's/^ //; s/ $//' | sort
}

plan 2
# What was the same before and after has not changed meanwhile
before=$(of_ps)
recorded=$(of_lifecycle)
after=$(of_ps)
asleep=$(comm -12 <(echo "$before") <(echo "$after") | awk '$4 ~ /^[SI]/')
is 'all is the same' "$(comm -23 <(echo "$asleep") <(echo "$recorded"))" ''
is 'of dozens' "$(($(echo "$asleep" | wc -l) > 24))" 1
