#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In a recording of a real kernel, the times in all states add up to the life of each task
# to the nanosecond, and each run began with one wait for a CPU.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 7
states=new,run,runnable,sleep,disk,iowait,stopped,traced,parked,idle,frozen,zombie,unknown
for list in ps dead; do
	check "$list" sh -c "
		lifecycle $list --root '$data/recorded' -L -rn -o pid,born,now,reaped,$states | awk '
			{ end = \$3 == \"-\" ? \$4 : \$3; sum = 0 }
			{ for (i = 5; i <= NF; i++) sum += \$i }
			sum != end - \$2 { print \"pid\", \$1, \"is off by\", sum - end + \$2; bad = 1 }
			END { exit bad || !NR }'"
done
for list in ps dead; do
	check "$list: waits" sh -c "
		lifecycle $list --root '$data/recorded' -L -rn -o pid,runs,latency_hist | awk '
			{ n = split(\$3, count, \",\"); sum = 0 }
			{ for (i = 1; i <= n; i++) sum += count[i] }
			sum != \$2 { print \"pid\", \$1, \"ran\", \$2, \"times, waited\", sum; bad = 1 }
			END { exit bad || !NR }'"
done
check 'the time in the current state is part of the life; for a zombie it is all of zombie_ns' sh -c "
	lifecycle ps --root '$data/recorded' -L -rn -o born,state_since,now,state,zombie | awk '
		\$2 == \"-\" { next }
		\$2 < \$1 || \$2 > \$3 || \$4 == \"zombie\" && \$3 - \$2 != \$5 { print; bad = 1 }
		{ n++; zombies += \$4 == \"zombie\" }
		END { exit bad || n < 10 || !zombies }'"
# A process born after the module was loaded, with threads that were created and exited.
pid=$(lifecycle ps --root "$data/recorded" -rn -o dead_threads,pid | sed -n 's/^2 //p')
golden show_recorded 'a process in full' lifecycle show --root data/recorded "$pid"
golden latency_recorded 'its waits' lifecycle latency --root data/recorded -p "$pid"
finish
