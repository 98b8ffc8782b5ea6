# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2086 # the words of lib.sh
# Debian packages of any release, fetched and unpacked without touching the
# system: apt with package lists, sources and state of its own in the cache.
# Sourced after lib.sh.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# sources: every "URI SUITE" in the system's apt sources, of both formats
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

# mirror SUITE: the address the system itself takes SUITE of its release from
mirror() {
	sources | awk -v suite="$1" '$1 ~ /^(https?|file):/ && $2 == suite { print $1; exit }'
}

# apt_mirror: where the release of the last apt_open comes from
apt_mirror() {
	sed -n '1s/.*] \([^ ]*\) .*/\1/p' "$(dirname "$APT_CONFIG")/sources.list"
}

# suites RELEASE ARCHIVE SECURITY: the lines of a sources.list
suites() {
	local release=$1 by="[signed-by=$keyring]" suite

	for suite in "$release" "$release-updates" "$release-backports"; do
		# bullseye's backports have left the mirrors
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

# apt_open RELEASE: what follows resolves and downloads from that release, from the
# mirror that the system itself has its packages from
apt_open() {
	local release=$1 dir=$cache/apt/$1 host archive security

	[[ -r $keyring ]] || die $EX_UNAVAILABLE \
		"no $keyring: install the package debian-archive-keyring"
	# shellcheck source=/dev/null
	host=$(. /etc/os-release; echo "${VERSION_CODENAME:-}")
	archive=$(mirror "$host")
	[[ $archive ]] || die $EX_UNAVAILABLE \
		"no mirror of Debian's ${host:-release} among the sources of apt"
	security=$(mirror "$host-security")
	mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
	apt_config "$dir" >"$dir/apt.conf"
	export APT_CONFIG=$dir/apt.conf
	suites "$release" "$archive" "${security:-${archive%/}-security}" >"$dir/sources.list"
	apt-get update -qq --error-on=any >"$dir/log" 2>&1 && return
	cat "$dir/log" >&2
	say "cannot read all package lists of $release; going on with those there are"
}

# apt_closure [-t SUITE] NAME...: the packages NAMEs need, themselves among them, as NAME=VERSION
apt_closure() {
	apt-get -qq --print-uris install "$@" |
		sed -n "s/^'[^']*' \([^_ ]*\)_\([^_ ]*\)_[^ ]* .*/\1=\2/p" | sed 's/%3a/:/'
}

# apt_newest PATTERN: the package of that name; where it has a *, the one of the
# newest version that matches
apt_newest() {
	[[ $1 == *\** ]] || { echo "$1"; return; }
	local regex=${1//./\\.}

	apt-cache search --names-only "^${regex//\*/.*}\$" | cut -d' ' -f1 | sort -V | tail -n 1 | grep .
}

# apt_unpack DIR NAME[=VERSION]...: downloads them and unpacks them below DIR
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
