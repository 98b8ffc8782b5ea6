#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0
# usage: mutant.awk -v list=1 FILE...
#        mutant.awk -v line=NUMBER -v source=SOURCE FILE
#
# Reads mutants, which scripts/mutants describes. With list=1 it prints each of them in
# a line: FILE, the number of the line where it begins, its kernel, its tests, the
# reason why it survives, and its name, separated by tabs. Otherwise it prints SOURCE
# with the change of the mutant that begins at line NUMBER of FILE. What is wrong is
# printed as FILE:LINE: MESSAGE, and the exit status is 1.

function wrong(message) {
	printf "%s:%d: %s\n", begins ? file : FILENAME, begins ? begins : FNR, message
	bad = 1
}

function join(before, more) {
	return before == "" ? more : before " " more
}

function print_mutant() {
	if (!begins)
		return
	if (!changes)
		wrong("no line is changed")
	if (tests == "")
		wrong("no test is named")
	if (list)
		printf "%s\t%d\t%s\t%s\t%s\t%s\n", file, begins, kernel, tests, survives, name
	begins = 0
}

# Whether the lines of a hunk that are there before the change begin at line "at"
function matches(hunk, at,    i) {
	for (i = 1; i <= olds[hunk]; i++)
		if (text[at + i - 1] != old[hunk, i])
			return 0
	return 1
}

function apply(hunk,    at, found, places, i, moved) {
	for (at = 1; at <= length_of_text - olds[hunk] + 1; at++) {
		if (matches(hunk, at)) {
			found = at
			places++
		}
	}
	if (places != 1) {
		wrong("no longer applies: " (places ? places " places" : "no place") " in " source \
		      ", has to be one: " old[hunk, 1])
		return
	}
	moved = news[hunk] - olds[hunk]
	if (moved > 0) {
		for (i = length_of_text; i >= found + olds[hunk]; i--)
			text[i + moved] = text[i]
	} else {
		for (i = found + olds[hunk]; i <= length_of_text; i++)
			text[i + moved] = text[i]
	}
	length_of_text += moved
	for (i = 1; i <= news[hunk]; i++)
		text[found + i - 1] = new[hunk, i]
}

FNR == 1 { print_mutant() }

/^#/ || /^$/ { next }

/^fault: / {
	print_mutant()
	begins = FNR
	file = FILENAME
	name = substr($0, 8)
	kernel = tests = survives = ""
	changes = 0
	hunks = 1
	next
}

!begins { wrong("not part of a mutant: " $0); next }

/^[-+ ]/ {
	if (list || FNR < line || begins != line) {
		changes += !/^ /
		next
	}
	changes += !/^ /
	if (!/^[+]/)
		old[hunks, ++olds[hunks]] = substr($0, 2)
	if (!/^-/)
		new[hunks, ++news[hunks]] = substr($0, 2)
	used = hunks
	next
}

/^@@$/ { hunks++; next }
/^tests: / { tests = join(tests, substr($0, 8)); next }
/^kernel: / { kernel = substr($0, 9); next }
/^survives: / { survives = join(survives, substr($0, 11)); next }
{ wrong("not understood: " $0) }

END {
	print_mutant()
	if (!list && !bad) {
		while ((getline row <source) > 0)
			text[++length_of_text] = row
		begins = line
		file = FILENAME
		if (!used)
			wrong("no mutant begins there")
		for (i = 1; i <= used; i++)
			apply(i)
		for (i = 1; !bad && i <= length_of_text; i++)
			print text[i]
	}
	exit bad
}
