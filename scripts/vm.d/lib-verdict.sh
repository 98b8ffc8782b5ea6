# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2086 # variables of lib.sh and scripts/vm
# Reads how a guest of scripts/vm ended: $tmp has its verdict, its console and QEMU's log;
# $ended is the status of QEMU, or "late".

# splats: prints the splats in the guest's kernel log; succeeds if there are none
splats() {
	"$top/scripts/guest/splats" "$tmp/console"
}

# last_words: prints the splats, or if there are none, the end of the console
last_words() {
	if splats >"$tmp/splats"; then
		tail -n 40 "$tmp/console"
	else
		head -n 60 "$tmp/splats"
	fi | tr -d '\r' | sed 's/^/vm| /' >&2
}

# said WORD: prints the detail of WORD in the guest's verdict
said() {
	sed -n "s/^$1 //p" "$tmp/verdict"
}

# verdict: reports how the guest ended, and exits with the status for it
verdict() {
	local status

	status=$(said exit)
	if [[ $ended == late ]]; then
		last_words
		die $EX_TEMPFAIL "the guest was still running after $limit seconds"
	elif [[ ! $(said end) && $ended != 0 && ! $(said booted) ]]; then
		sed 's/^/vm| /' "$tmp/qemu.log" >&2
		die $EX_OSERR "QEMU could not start (status $ended)"
	elif [[ ! $(said end) ]]; then
		last_words
		die $EX_SOFTWARE "the guest crashed${status:+ after its command ended with status $status}"
	elif ! splats >"$tmp/splats"; then
		last_words
		die $EX_SOFTWARE "the guest's kernel log has splats" \
			"${status:+(its command ended with status $status)}"
	elif [[ $(said failed) ]]; then
		last_words
		[[ ! $status ]] || die $EX_SOFTWARE "$(said failed)"
		die $EX_OSERR "$(said failed)"
	fi
	exit "$status"
}
