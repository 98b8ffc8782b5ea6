# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154 # the words of lib.sh
# The names of selftests. Sourced where $top is known.

# tests_named WORD...: what each stands for, once: all tests of an area of selftests, or
# the one test of that name, which need not exist
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
