# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What every script here shares: where things are, and how trouble is told.

# shellcheck disable=SC2034 # used by those who source this
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

# as_root COMMAND...: runs it as root or by sudo
as_root() {
	if [[ $(id -u) == 0 ]]; then
		"$@"
		return
	fi
	command -v sudo >/dev/null ||
		die $EX_UNAVAILABLE "neither root nor sudo; have root run: $*"
	sudo "$@"
}

# usage: prints the calling script's opening comment, which is its help
usage() {
	sed -n '3,/^[^#]/{s/^# \{0,1\}//p}' "$0"
}

# lock NAME: until this script ends nobody else does what NAME stands for
lock() {
	mkdir -p "$cache" || die $EX_OSERR "cannot make the cache folder $cache"
	exec {lock_fd}>"$cache/$1.lock"
	flock "$lock_fd"
}
