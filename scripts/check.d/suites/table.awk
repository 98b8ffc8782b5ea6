#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0
# usage: table.awk file=1 PROGRAMS file=2 FINDINGS...
#
# Prints a table by suite: programs, their subtests and how many of these differ by themselves,
# rows of dead, rows of processes that were held against acct(2), deaths by a signal that were
# held against the trace, and differences. See judge.awk for the input.

BEGIN {
	FS = "\t"
	columns = split("programs subtests unsteady rows matched signals differences", column, " ")
}

function suite_of(program) {
	sub(/\/[^\/]*$/, "", program)
	return program
}

function add(program, name, number,    of) {
	of = suite_of(program)
	if (!(of in known)) {
		known[of] = 1
		suite[++suites] = of
	}
	sum[of, name] += number
	sum["all", name] += number
}

function cell(text, i) {
	printf " %" (length(column[i]) > 7 ? length(column[i]) : 7) "s", text
}

function row(name,    i) {
	printf "%-24s", name
	for (i = 1; i <= columns; i++)
		cell(sum[name, column[i]] + 0, i)
	print ""
}

file == 1 {
	split($0, word, " ")
	add(word[1], "programs", word[1] !~ /^guest\//)
	next
}
$1 == "count" { add($2, $3, $4) }
$1 == "differs" { add($2, "differences", 1) }

END {
	printf "%-24s", "suite"
	for (i = 1; i <= columns; i++)
		cell(column[i], i)
	print ""
	for (i = 1; i <= suites; i++)
		row(suite[i])
	row("all")
}
