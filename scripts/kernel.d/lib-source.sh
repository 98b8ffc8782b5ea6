# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2034,SC2086 # shared variables
# The source trees of Debian's packages linux-source-VERSION, in the cache of kernels. All that
# is built from one version shares its tree. Sourced after lib.sh and lib-apt.sh.

# source_open PACKAGE SUITE: sets version to the newest one and source to the folder of its
# tree, which need not be there yet
source_open() {
	apt_open "$2"
	version=$(apt_closure "$1" | sed -n "s/^$1=//p")
	[[ $version ]] || die $EX_UNAVAILABLE "cannot find $1 in $2 (no network?)"
	source=$cache/kernels/.$1-$version
}

# source_unpack PACKAGE: fetches the tree, as $source/tree
source_unpack() {
	[[ ! -d $source ]] || return 0
	say "fetching $1 $version"
	rm -rf "$source.new"
	mkdir -p "$source.new/tree"
	apt_unpack "$source.new" "$1=$version" || die $EX_UNAVAILABLE "cannot download $1"
	tar -C "$source.new/tree" --strip-components=1 -xf "$source.new/usr/src/$1.tar.xz"
	rm -rf "$source.new/usr"
	mv "$source.new" "$source"
}

# source_prune PACKAGE: deletes the trees that are not in use: no kernel, and nothing that is
# being built in the cache of kernels, has a link to them
source_prune() {
	local used tree

	used=$(readlink "$cache"/kernels/{,.}*/{headers,build}/source || true)
	for tree in "$cache/kernels/.$1"-*; do
		grep -qF "$tree/" <<<"$used" || rm -rf "$tree"
	done
}
