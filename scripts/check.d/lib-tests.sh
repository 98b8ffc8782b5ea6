# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154 # variables of lib.sh
# The names of selftests. The sourcing script must set $top.

# tests_named WORD...: expands each WORD to the tests of the area of that name, or else
# prints it as the name of a test, which need not exist; without duplicates
tests_named() {
	local areas word

	areas=" $(make -s -C "$top/selftests" areas | paste -sd ' ') "
	for word; do
		if [[ $areas == *" $word "* ]]; then
			make -s -C "$top/selftests" list AREA="$word"
		else
			echo "$word"
		fi
	done | awk '!seen[$0]++'
}
