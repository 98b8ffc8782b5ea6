#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# If 'lifecycle' cannot show all tasks, it prints which ones it shows.

number=0
failed=0

result() {
	number=$((number + 1))
	echo "$1 $number $2"
	[ "$1" = ok ] || failed=1
}

# prints TEXT DESCRIPTION COMMAND...: COMMAND prints TEXT on stderr and nothing else
prints() {
	wanted=$1
	description=$2
	shift 2
	printed=$("$@" 2>&1 >/dev/null)
	if [ "$printed" = "$wanted" ]; then
		result ok "$description"
	else
		echo "# it prints '$printed'"
		result 'not ok' "$description"
	fi
}

own='lifecycle: showing only your own tasks; to see all, CAP_SYS_PTRACE (root) is required'
namespace='lifecycle: showing only the tasks of your user namespace'

gid=/sys/module/lifecycle/parameters/gid

echo 'KTAP version 1'
echo '1..12'
prints '' 'no message for root' lifecycle ps
for command in ps dead zombies tree oom latency\ --comm\ lifecycle; do
	# shellcheck disable=SC2086 # the name is a word of its own
	prints "$namespace" "the scope of root of a user namespace is stated: $command" unshare -U -r lifecycle $command
done
# shellcheck disable=SC2016 # $$ is the shell in the namespace, whose tasks are visible
prints "$namespace" 'the same with an interval: latency -p' \
	unshare -U -r sh -c 'lifecycle latency -p $$ 0.1 1'
prints "$own" "an unprivileged user's scope is stated" su -s /bin/sh nobody -c 'lifecycle ps'
# shellcheck disable=SC2016 # expanded inside
in_container='mount -t proc proc /proc && umount /sys/kernel/debug && exec lifecycle "$0"'
prints '' 'no message for status in a container' unshare -p -f -m sh -c "$in_container" status
echo 65534 >"$gid"
prints '' 'no message for a member of the group that sees all' su -s /bin/sh nobody -c 'lifecycle ps'
echo 65533 >"$gid"
prints "${own% is required} or group 65533 is required" 'that group is named to others' \
	su -s /bin/sh nobody -c 'lifecycle ps'
echo -1 >"$gid"
exit $failed
