#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ps(1) and lifecycle ps print the same of what sleeps: priority, nice value, state and CPU.
. "${0%/*}/common"

# Ps also knows whose memory is locked, and which process group is in the foreground
of_ps() {
	ps -eo pid,pri,ni,stat,psr --no-headers |
		awk '{ gsub(/[L+]/, "", $4); print $1, $2, $3, $4, $5 }' | sort
}

# Ps leaves out the nice value where the scheduler does not use it
of_lifecycle() {
	lifecycle ps -k -n -o pid,pri,ni,stat,psr,class |
		awk '$6 ~ /fifo|rr|deadline/ { $3 = "-" } { print $1, $2, $3, $4, $5 }' | sort
}

# What has been switched to has run, and may have changed
switches() {
	cat /proc/[0-9]*/status 2>/dev/null |
		awk '/^Pid:/ { pid = $2; n = 0 } /ctxt_switches/ { n += $2 } /^nonvol/ { print pid, n }' | sort
}

plan 2
before=$(switches)
shown=$(of_ps)
recorded=$(of_lifecycle)
after=$(switches)
asleep=$(comm -12 <(echo "$before") <(echo "$after") | sed 's/ .*//' |
	join - <(echo "$shown") | awk '$4 ~ /^[SI]/')
is 'all is the same' "$(comm -23 <(echo "$asleep") <(echo "$recorded"))" ''
is 'of dozens' "$(($(echo "$asleep" | wc -l) > 24))" 1
