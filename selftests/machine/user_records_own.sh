#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A recorder that is not root has the deaths of its user alone, says so, and misses none.
. "${0%/*}/common"

# said: what the recorder has said
said() {
	journalctl --sync
	journalctl -q -b -o cat -u recorder
}

plan 5
install -d -m 700 -o user /run/own
unit recorder User=user Type=notify 'ExecStart=/usr/bin/lifecycle record -D /run/own/archive'
systemctl start recorder
has 'it says what it does not have' "$(said)" 'lifecycle: showing only your own tasks'
pid=$(runuser -u user -- sh -c 'echo $$; exit 3')
status=$?
is 'a process of the user fails' $status 3
sh -c 'exit 4'
systemctl kill -s HUP recorder
until lifecycle dead --boot 0 -D /run/own/archive -rn -p "$pid" -o pid >/run/row 2>/dev/null && [[ -s /run/row ]]; do :; done
is 'it is recorded' "$(lifecycle dead --boot 0 -D /run/own/archive -rn -p "$pid" -o exit_code,uid | tr -s ' ' | sed 's/^ //; s/ $//')" \
	"3 $(id -u user)"
is 'and those of no other' "$(lifecycle dead --boot 0 -D /run/own/archive -L -rn -o uid | sort -u | tr -d ' ')" "$(id -u user)"
is 'it does not take the others for missed' "$(said | grep -c evicted)" 0
systemctl stop recorder
rm -r /run/own
