#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Where 'lifecycle' cannot show everybody it says so, and whom it shows.

number=0
failed=0

result() {
	number=$((number + 1))
	echo "$1 $number $2"
	[ "$1" = ok ] || failed=1
}

# says TEXT DESCRIPTION COMMAND...: that, or nothing, is all that COMMAND says on stderr
says() {
	wanted=$1
	description=$2
	shift 2
	said=$("$@" 2>&1 >/dev/null)
	if [ "$said" = "$wanted" ]; then
		result ok "$description"
	else
		echo "# it says '$said'"
		result 'not ok' "$description"
	fi
}

own='lifecycle: showing your own tasks only; all are seen with CAP_SYS_PTRACE (as root)'
namespace='lifecycle: showing the tasks of your user namespace only'

echo 'KTAP version 1'
echo '1..8'
says '' 'root' lifecycle ps
for command in ps dead zombies tree oom latency\ --comm\ lifecycle; do
	# shellcheck disable=SC2086 # the name is a word of its own
	says "$namespace" "root of a user namespace: $command" unshare -U -r lifecycle $command
done
says "$own" 'a user' su -s /bin/sh nobody -c 'lifecycle ps'
exit $failed
