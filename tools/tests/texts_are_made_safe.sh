#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A task can have any name; no byte of it acts on the terminal or breaks a row.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 6
golden safe_utf8 'in UTF-8' lifecycle dead --root data/life -p 225,227,228 -o pid,comm,cause
golden safe_show 'show' lifecycle show --root data/life 225
check 'no command prints control characters' sh -c "
	for c in dead tree 'show 225' 'dead -r' 'dead -J'; do
		test -z \"\$(lifecycle \$c --root '$data/life' | tr -d '\n' |
			LC_ALL=C tr -cd '\001-\037\177')\" || exit 1
	done"
golden safe_why 'why: the sentence and the evidence' lifecycle why --root data/death 1024 950
check 'why prints no control characters' sh -c "
	for c in 'why 1024' 'why 950' 'why -J 1024 950' zombies 'zombies -J' 'zombies -r' oom 'oom -J' 'oom -r' \
			'oom -o all' 'dead -o all' 'show 1024' 'dead --killer 1025'; do
		lifecycle \$c --root '$data/death' >'$work/told' 2>&1 && [ -s '$work/told' ] || exit 1
		test -z \"\$(tr -d '\n' <'$work/told' | LC_ALL=C tr -cd '\001-\037\177')\" ||
			{ echo \"\$c\"; exit 1; }
	done"
LC_ALL=C
golden safe_c 'in plain ASCII' lifecycle dead --root data/life -p 225 -o pid,comm,cause
finish
