#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The recorder keeps what the module has, and announces a process that is killed: in the journal,
# with the messages of its unit, and to the programs of the administrator.
. "${0%/*}/common"

archive=/var/lib/lifecycle
programs=/etc/lifecycle/on-death.d

# recorded SEQ: waits until the recorder has written the death with this number
recorded() {
	local status=0

	systemctl reload lifecycle-record
	until [[ ${status##* } -ge $1 ]]; do
		status=$(systemctl show -P StatusText lifecycle-record)
	done
}

# newest: the number of the newest death
newest() {
	tail -n 1 /proc/lifecycle/dead | awk -v n="$column" '{ print $n }'
}

plan 15
column=$(sed -n 2p /proc/lifecycle/dead | tr ' ' '\n' | grep -nx death_seq | cut -d: -f1)
mkdir -p $programs
# It writes where the unit lets it write
cat >$programs/log <<-'END'
	#!/bin/sh
	[ "$LIFECYCLE_UNIT" = victim.service ] || exit 0
	echo "$LIFECYCLE_PID $LIFECYCLE_CAUSE $LIFECYCLE_EXIT_SIGNAL $LIFECYCLE_KILLER_PID $LIFECYCLE_SENTENCE" >>/var/lib/lifecycle/log
	kill -KILL $$
END
chmod 755 $programs/log
cp $programs/log $programs/open
chmod 777 $programs/open
units+=(lifecycle-record)
systemctl start lifecycle-record
is 'the service runs' "$(systemctl is-active lifecycle-record)" active
exposure=$(systemd-analyze security --no-pager lifecycle-record | tail -n 1)
has 'its exposure is below 3' "$exposure" ': [012]\.[0-9] OK'

unit victim Type=notify "ExecStart=$victim rest"
systemctl start victim
pid=$(main victim)
kill -KILL "$pid"
is 'a service is killed' "$(ended)" 'signal killed KILL'
buried "$pid"
journal_has lifecycle "pid $pid"
is 'the journal has its sentence' "$(journalctl -q -b -o cat -t lifecycle LIFECYCLE_PID="$pid")" "$(why "$pid")"
is 'with fields' "$(journalctl -q -b -o json -t lifecycle LIFECYCLE_PID="$pid" |
	grep -o '"\(PRIORITY\|LIFECYCLE_CAUSE\|LIFECYCLE_KILLER_PID\|LIFECYCLE_UNIT\)":"[^"]*"' | sort | paste -sd ' ')" \
	"\"LIFECYCLE_CAUSE\":\"killed\" \"LIFECYCLE_KILLER_PID\":\"$$\" \"LIFECYCLE_UNIT\":\"victim.service\" \"PRIORITY\":\"5\""
has 'systemctl status shows it' "$(systemctl status --no-pager victim)" "lifecycle\[[0-9]+\]: .*pid $pid.* was killed by SIGKILL"
until [[ -s $archive/log ]]; do :; done
is 'the program was run' "$(cat $archive/log)" "$pid killed 9 $$ $(why "$pid")"
has 'what others may write was not' "$(journalctl -q -b -o cat -t lifecycle)" 'on-death.d/open is not run'

unit crash Type=notify "ExecStart=$victim crash"
systemctl start crash 2>/dev/null
pid=$(systemctl show -P ExecMainPID crash)
is 'a service crashes' "$(ended)" 'core-dump dumped SEGV'
journal_has lifecycle "pid $pid"
is 'which is a warning' "$(journalctl -q -b -o json LIFECYCLE_PID="$pid" | grep -o '"PRIORITY":"."')" '"PRIORITY":"4"'
is 'the death of a program is not announced' "$(journalctl -q -b -o cat -t lifecycle LIFECYCLE_COMM=log)" ''

has 'a second recorder says who is first' "$(lifecycle record 2>&1)" \
	"is being written by process $(main lifecycle-record),"
seq=$(newest)
recorded "$seq"
boot=$(cat /proc/sys/kernel/random/boot_id)
is 'all deaths are recorded' "$(awk -v n="$column" -v seq="$seq" 'NR > 2 && $n <= seq' "$archive/$boot/proc/lifecycle/dead" | md5sum)" \
	"$(awk -v n="$column" -v seq="$seq" 'NR > 2 && $n <= seq' /proc/lifecycle/dead | md5sum)"
is 'others see nothing of it' "$(runuser -u user -- lifecycle dead --boot 0 2>&1)" \
	'lifecycle: /var/lib/lifecycle: Permission denied'
systemctl stop lifecycle-record
is 'it ends well' "$(systemctl show -P Result lifecycle-record)" success
rm -rf $archive $programs
