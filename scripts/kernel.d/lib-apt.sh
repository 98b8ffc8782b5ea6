# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2086 # variables of lib.sh; word lists
# Fetches and unpacks Debian packages of any release without changing the system: apt
# runs with its own package lists, sources and state in the cache. Sourced after lib.sh.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# sources: prints each "URI SUITE" of the system's apt sources, in both formats
sources() {
	{ cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
		sed -n 's/^ *deb  *\(\[[^]]*\]  *\)\{0,1\}\([^ ]*\)  *\([^ ]*\)  *.*main.*/\2 \3/p'
	{ cat /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } | awk '
		BEGIN { RS = ""; FS = "\n" }
		{
			uri = ""; n = 0; main = 0
			for (i = 1; i <= NF; i++) {
				split($i, f, /[: \t]+/)
				key = tolower(f[1]); val = $i
				sub(/^[^:]*:[ \t]*/, "", val)
				if (key == "uris") { split(val, u, " "); uri = u[1] }
				if (key == "suites") n = split(val, s, " ")
				if (key == "components" && val ~ /main/) main = 1
				if (key == "enabled" && tolower(val) == "no") next
			}
			for (i = 1; main && i <= n; i++)
				print uri, s[i]
		}'
}

# mirror SUITE: prints the URI from which the system itself gets SUITE
mirror() {
	sources | awk -v suite="$1" '$1 ~ /^(https?|file):/ && $2 == suite { print $1; exit }'
}

# apt_mirror: prints the URI of the release of the last apt_open
apt_mirror() {
	sed -n '1s/.*] \([^ ]*\) .*/\1/p' "$(dirname "$APT_CONFIG")/sources.list"
}

# suites RELEASE ARCHIVE SECURITY: prints the lines of a sources.list
suites() {
	local release=$1 by="[signed-by=$keyring]" suite

	for suite in "$release" "$release-updates" "$release-backports"; do
		# The mirrors no longer have the backports of bullseye
		[[ $suite == bullseye-backports ]] && continue
		echo "deb $by $2 $suite main"
	done
	echo "deb $by $3 $release-security main"
}

apt_config() {
	cat <<-EOF
	Dir::State::Lists "$1/lists";
	Dir::State::status "/dev/null";
	Dir::Cache "$1/cache";
	Dir::Etc::SourceList "$1/sources.list";
	Dir::Etc::SourceParts "/dev/null";
	Dir::Etc::Preferences "/dev/null";
	Dir::Etc::PreferencesParts "/dev/null";
	Acquire::Languages "none";
	Acquire::GzipIndexes "true";
	Acquire::Retries "3";
	APT::Sandbox::User "root";
	APT::Install-Recommends "false";
	APT::Get::Assume-Yes "true";
	EOF
}

# apt_open RELEASE: makes the functions below use RELEASE, from the mirror that the system
# itself uses
apt_open() {
	local release=$1 dir=$cache/apt/$1 host archive security

	[[ -r $keyring ]] || die $EX_UNAVAILABLE \
		"no $keyring: install the package debian-archive-keyring"
	# shellcheck source=/dev/null
	host=$(. /etc/os-release; echo "${VERSION_CODENAME:-}")
	archive=$(mirror "$host")
	[[ $archive ]] || die $EX_UNAVAILABLE \
		"apt's sources have no mirror of Debian ${host:-(unknown release)}"
	security=$(mirror "$host-security")
	mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
	apt_config "$dir" >"$dir/apt.conf"
	export APT_CONFIG=$dir/apt.conf
	suites "$release" "$archive" "${security:-${archive%/}-security}" >"$dir/sources.list"
	apt-get update -qq --error-on=any >"$dir/log" 2>&1 && return
	cat "$dir/log" >&2
	say "cannot fetch all package lists of $release; continuing with the cached ones"
}

# apt_closure [-t SUITE] NAME...: prints NAMEs and their dependencies, as NAME=VERSION
apt_closure() {
	apt-get -qq --print-uris install "$@" |
		sed -n "s/^'[^']*' \([^_ ]*\)_\([^_ ]*\)_[^ ]* .*/\1=\2/p" | sed 's/%3a/:/'
}

# apt_newest PATTERN: prints PATTERN, or if it contains a *, the package with the newest
# version in its name that matches
apt_newest() {
	[[ $1 == *\** ]] || { echo "$1"; return; }
	local regex=${1//./\\.}

	apt-cache search --names-only "^${regex//\*/.*}\$" | cut -d' ' -f1 | sort -V | tail -n 1 | grep .
}

# apt_unpack DIR NAME[=VERSION]...: downloads the packages and unpacks them into DIR
apt_unpack() {
	local dir=$1 deb

	shift
	mkdir -p "$dir/.debs"
	(cd "$dir/.debs" && apt-get -qq download "$@") || return
	for deb in "$dir"/.debs/*.deb; do
		dpkg-deb -x "$deb" "$dir" || return
	done
	rm -rf "$dir/.debs"
}
