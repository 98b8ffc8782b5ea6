# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154,SC2034,SC2086 # shared variables
# Reads scripts/kernels.conf. Sourced after lib.sh.

# kernels_names [source]: prints the names of the stock kernels, or of those built from source
kernels_names() {
	sed 's/#.*//; /^[[:space:]]*$/d' "$top/scripts/kernels.conf" |
		awk -v from="${1:-}" '($6 == "source") == (from == "source") { print $1 }'
}

# kernels_row NAME: sets name, suite, image, headers, compiler and build of the kernel
# NAME, or of the first kernel if NAME is empty
kernels_row() {
	local row

	row=$(sed 's/#.*//; /^[[:space:]]*$/d' "$top/scripts/kernels.conf" |
		awk -v name="$1" 'name == "" || $1 == name { print; exit }')
	[[ $row ]] || die $EX_USAGE "no kernel '$1' in scripts/kernels.conf; available:" \
		"$(kernels_names | paste -sd ' ') $(kernels_names source | paste -sd ' ')"
	read -r name suite image headers compiler build <<<"$row"
}
