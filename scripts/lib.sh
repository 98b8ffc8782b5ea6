# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Shared by all scripts here: paths, exit statuses, messages, locks.

# shellcheck disable=SC2034 # used by the scripts that source this
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
me=${0##*/}
cache=${XDG_CACHE_HOME:-${HOME:?neither XDG_CACHE_HOME nor HOME is set}/.cache}/lifecycle

# The exit statuses of sysexits.h
EX_USAGE=64 EX_UNAVAILABLE=69 EX_SOFTWARE=70 EX_OSERR=71 EX_TEMPFAIL=75

say() {
	printf '%s: %s\n' "$me" "$*" >&2
}

# die STATUS WORDS...
die() {
	local status=$1

	shift
	say "$@"
	exit "$status"
}

# as_root COMMAND...: runs COMMAND as root, with sudo if necessary
as_root() {
	if [[ $(id -u) == 0 ]]; then
		"$@"
		return
	fi
	command -v sudo >/dev/null ||
		die $EX_UNAVAILABLE "this needs root or sudo; run as root: $*"
	sudo "$@"
}

# usage: prints the opening comment of the calling script, its help text
usage() {
	sed -n '3,/^[^#]/{s/^# \{0,1\}//p}' "$0"
}

# lock NAME: waits for the lock NAME and holds it until this script exits
lock() {
	mkdir -p "$cache" || die $EX_OSERR "cannot create the cache folder $cache"
	exec {lock_fd}>"$cache/$1.lock"
	flock "$lock_fd"
}
