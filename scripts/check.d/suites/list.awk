#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0
# usage: list.awk [-v words="WORD..."] -v what=runs|files|left_out|kernel LIST
#
# Reads selftests/suites/list. Prints 'PROGRAM SECONDS PID_MAX' for each program that is run, or
# only those that WORDs select: a WORD is a program or a suite, the folder of some; what is
# to be built; 'skip PROGRAM REASON' for what is left out, separated by tabs; or the series.

BEGIN { selected = split(words, word, " ") }

function is_selected(program,    i) {
	for (i = 1; i <= selected; i++)
		if (word[i] == program || index(program, word[i] "/") == 1)
			return 1
	return !selected
}

# setting(TEXT, NAME, OTHERWISE)
function setting(text, name, otherwise) {
	if (!match(text, name "=[0-9]+"))
		return otherwise
	return substr(text, RSTART + length(name) + 1, RLENGTH - length(name) - 1)
}

/^(#.*)?$/ { next }
{ fields = split($0, field, / *\| */) }

field[1] == "run" && what == "runs" && is_selected(field[2]) {
	print field[2], setting(field[3], "seconds", 120), setting(field[3], "pid_max", 32768)
}
(field[1] == "run" || field[1] == "file") && what == "files" { print field[2] }
field[1] == "out" && what == "left_out" && is_selected(field[2]) {
	print "skip\t" field[2] "\t" field[3]
}
field[1] == "kernel" && what == "kernel" { print field[2] }

!((field[1] ~ /^(file|kernel)$/ && fields == 2) || (field[1] == "run" && fields <= 3) || \
  (field[1] == "out" && fields == 3) || (field[1] == "unsteady" && fields == 4)) {
	print FILENAME ":" FNR ": not of a form that its head has: " $0 | "cat >&2"
	exit 1
}
