#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# In the previous boot, services_break.sh has broken five services. From the names of their units
# alone, lifecycle says what has died, why and who did it, as systemd has seen it before the reboot.
# shellcheck source=../machine/common
. "${0%/*}/common"

# words RESULT CODE STATUS: what systemd has seen, as the sentence has to say it; CODE is that of
# wait(2)
words() {
	case $1,$2 in
	oom-kill,*) echo "was killed by the kernel's OOM killer" ;;
	*,1) echo "failed with status $3" ;;
	*,2) echo "was killed by SIG$(kill -l "$3") from" ;;
	*,3) echo "crashed with SIG$(kill -l "$3") .*dumping core" ;;
	esac
}

declare -A reason=(
	[backup]='its exec of /usr/local/bin/backup had failed with ENOENT \(the file or its interpreter'
	[import]='from systemd \(pid 1, uid 0\)'
	[report]='and the cgroup /system.slice/report.service had none left'
	[indexer]='at address 0x8, where nothing is mapped'
	[nginx]="from kill \(pid [0-9]+, uid 0, started by sudo, login uid $(id -u user)\) in session-[0-9]+.scope"
)

plan 13
previous=$(lifecycle boots -J | grep '"boot": -1,')
has 'the previous boot is the one in which they broke' "$previous" "\"id\": \"$(cat /var/tmp/boot)\""
has 'it was recorded to its end' "$previous" '"end": "ended"'
while read -r name pid result code status; do
	sentence=$(lifecycle why --boot -1 "$name" | head -n 1)
	has "the end of $name is what systemd has seen" "$sentence" \
		"\(pid $pid, .*\) in $name.service $(words "$result" "$code" "$status")"
	has "and the sentence has the reason" "$sentence" "${reason[$name]}"
done </var/tmp/broken
is 'the failures of the boot have them all' "$(cut -d' ' -f2 /var/tmp/broken | sort |
	comm -23 - <(lifecycle --boot -1 dead -x -rn -o pid | tr -d ' ' | sort))" ''
