#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# After the power cut everything is known of the five services, from their names alone. Then a
# process is killed, and the kernel panics.
. "${0%/*}/common"

# why_of NAME: the sentence about it in the previous boot
why_of() {
	lifecycle --boot -1 why "$1" | head -n 1
}

pid_of() {
	sed -n "s/^$1 \([0-9]*\) .*/\1/p" /var/tmp/witness
}

plan 11
is 'the recorder runs by itself' "$(systemctl is-active lifecycle-record)" active
is 'the previous boot is -1' "$(lifecycle boots -J | grep '"boot": -1,' | sed 's/.*"id": "\([^"]*\)".*/\1/')" \
	"$(cat /var/tmp/boot)"
kept 'nothing is missing that was on disk'
has 'who killed a service' "$(why_of killed)" \
	"^victim \(pid $(pid_of killed), child of 1\) in killed.service was killed by SIGKILL from 1_power_is_cut. .* in machine.service"
has 'why one crashed' "$(why_of crashed)" \
	"pid $(pid_of crashed), .* in crashed.service crashed with SIGSEGV at address 0x8"
has 'that one failed' "$(why_of failed)" "pid $(pid_of failed), .* in failed.service failed with status 3"
has 'that the file of one was not there' "$(why_of missing.service)" \
	"pid $(pid_of missing), .* in missing.service failed with status 203 .*ENOENT"
has 'that one ignored what asked it to end' "$(why_of late.service)" \
	"pid $(pid_of late), .* in late.service was killed by SIGKILL from systemd .*SIGTERM"
last=$(lifecycle --boot -1 why --last 20 -J | grep -o '^{"pid": [0-9]*' | sed 's/.* //' | sort)
is 'all are among the newest failures' "$(awk '{ print $2 }' /var/tmp/witness | sort | comm -23 - <(echo "$last"))" ''
: >/var/tmp/witness
unit last Type=notify "ExecStart=$victim rest"
systemctl start last
kill -KILL "$(main last)"
note last "$(ended)"
is 'a service is killed' "$(cut -d' ' -f3- /var/tmp/witness)" 'signal killed KILL'
result 0 'the kernel panics'
keep_witness "$(recorded)"
echo c >/proc/sysrq-trigger
