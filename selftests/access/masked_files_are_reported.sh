#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Container runtimes can mask paths: an empty read-only file system lies over a folder, /dev/null over
# a file. The tool says so instead of listing nothing, and does not advise to load what is loaded.

number=0
failed=0

# masked STATUS TEXT DESCRIPTION MOUNT COMMAND: after MOUNT, in a mount namespace of its own, COMMAND
# prints TEXT on stderr alone, and exits with STATUS
masked() {
	number=$((number + 1))
	printed=$(unshare -m sh -c "mount $4 && exec lifecycle $5" 2>&1)
	status=$?
	if [ "$status $printed" = "$1 lifecycle: $2" ]; then
		echo "ok $number $3"
		return
	fi
	failed=1
	echo "# status $status, printed: $printed"
	echo "not ok $number $3"
}

# folder FILE COMMAND
folder() {
	masked 69 "the lifecycle kernel module is loaded, but this /proc does not have its files (no /proc/lifecycle/$1)" \
		"the folder is masked: $2" '-t tmpfs -o ro tmpfs /proc/lifecycle' "$2"
}

# file FILE COMMAND
file() {
	masked 65 "$1: empty file" "a file is masked: $2" "--bind /dev/null /proc/lifecycle/$1" "$2"
}

echo 'KTAP version 1'
echo '1..9'
folder tasks ps
folder dead dead
folder tasks 'why sh'
folder stats status
folder task 'show 1'
file tasks ps
file dead dead
file stats status
file oom oom
exit $failed
