#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Whatever processes are called, the terminal is not commanded by it.
# shellcheck source=ktap
. "${0%/*}/ktap"
# shellcheck source=terminal
. "${0%/*}/terminal"
plan 5
# Clears the screen, sets the title, moves the cursor; an 8-bit CSI, an override of the direction
name='\\033[2J\\033]2;owned\\007\\033[5;5H\\302\\233\\342\\200\\256\\012'
mkdir -p "$work/root/proc/lifecycle"
for file in tasks dead stats; do
	awk -v name="$name" '
		NR == 2 { for (i = 1; i <= NF; i++) text[i] = $i ~ /comm$|^exe$|^args$|^cgroup$/ }
		NR > 2 { for (i = 1; i <= NF; i++) if (text[i] && $i != "-") $i = name }
		{ print }' "$data/recorded/proc/lifecycle/$file" >"$work/root/proc/lifecycle/$file"
done
terminal 120 24 "lifecycle top --root $work/root"
check 'names are shown as digits' shows '\\033\[2J\\033'
check 'the header is where it was' sh -c "sed -n 1p '$work/screen' | grep -q '^lifecycle top'"
keys Enter
check 'so they are in the detail' shows '^Detail' '^\\033\[2J.* \(pid '
keys g g g
check 'and in groups' shows 'PROCS .*COMMAND' '\\033\[2J'
check 'the title is not set' sh -c "[ \"\$(tmux -S '$work/tmux$terminals' display -p '#{pane_title}')\" != owned ]"
finish
