#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The packaged tool explains what the packaged module has recorded. Both have the version of the
# packages.
# shellcheck source=../machine/common
. "${0%/*}/common"

# of PACKAGE: its version, without Debian's revision
of() {
	dpkg-query -W -f '${source:Upstream-Version}' "$1"
}

plan 7
is 'the tool has the version of its package' \
	"$(lifecycle --version | cut -d' ' -f2)" "$(of lifecycle)"
is 'the loaded module has the version of its package' "$(cat /sys/module/lifecycle/version)" \
	"$(of lifecycle-dkms)"
has 'the module is the one that DKMS has installed' "$(modinfo -n lifecycle)" \
	'/updates/dkms/lifecycle\.ko(\.xz)?$'
is 'it is signed' "$(modinfo -F signer lifecycle)" 'DKMS module signing key'
lifecycle status >/run/status
is 'status succeeds' "$?" 0
sleep 1000 &
kill -KILL $!
wait $! 2>/run/killed
is 'the shell has seen the kill' "$?" 137
has 'why names the killer' "$(why $!)" \
	"^[^ ]+ \(pid $!, .* was killed by SIGKILL from .*\(pid $$[,)]"
