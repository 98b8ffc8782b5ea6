#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0
# usage: differences.awk -v list=LIST run=1 WITHOUT run=2 WITH [run=3 AGAIN]
#
# Compares the results (see results.awk) of programs without the module with those with it.
# AGAIN has the results of programs that have been run again without the module, several
# times: a verdict that was seen in one of these runs is no difference, because the
# program has it without the module, too. How far a program has come when its time is over is
# none either, if its time is over in both. LIST, see selftests/suites, names subtests that are
# unsteady even so. Prints 'differs PROGRAM TEXT' for each difference, 'count PROGRAM subtests N',
# and 'count PROGRAM unsteady N' for what differs by itself; separated by tabs.

BEGIN {
	FS = OFS = "\t"
	while ((getline line <list) > 0) {
		if (split(line, field, / *\| */) == 4 && field[1] == "unsteady") {
			unsteady++
			of_program[unsteady] = field[2]
			of_subtest[unsteady] = field[3]
		}
	}
}

# Verdicts that were seen without the module, as '|ok|not ok|', by subtest
{
	subtest = $1 FS $4
	program_of[subtest] = $1
	name_of[subtest] = $4
	if (!(subtest in known)) {
		known[subtest] = ++subtests
		at[subtests] = subtest
	}
	if (run == 2) {
		with[subtest] = $3
		programs_with[$1] = 1
	} else {
		if (run == 1)
			programs_without[$1] = 1
		else
			runs_again[$1] = $2 > runs_again[$1] ? $2 : runs_again[$1]
		times[subtest]++
		if (run == 1)
			first[subtest] = $3
		if (index(without[subtest], "|" $3 "|") == 0)
			without[subtest] = (without[subtest] == "" ? "|" : without[subtest]) $3 "|"
	}
}

function is_unsteady(program, name,    i) {
	for (i = 1; i <= unsteady; i++)
		if (of_program[i] == program && (of_subtest[i] == "*" || index(name, of_subtest[i])))
			return 1
	return 0
}

# A subtest that some run without the module does not have, or has, may be missing, or not
function seen_without(subtest, verdict) {
	if (verdict == "missing")
		return times[subtest] < 1 + runs_again[program_of[subtest]]
	return index(without[subtest], "|" verdict "|") > 0
}

# is_over(PROGRAM): timeout(1) has killed it in both runs
function is_over(program,    status) {
	status = program FS "exit status"
	return first[status] == 137 && with[status] == 137
}

function judge(subtest,    program, a, b) {
	program = program_of[subtest]
	a = subtest in first ? first[subtest] : "missing"
	b = subtest in with ? with[subtest] : "missing"
	if (subtest in with)
		count[program]++
	if (a == b)
		return
	# One line for a program that was not run at all
	if (!(program in programs_with) || !(program in programs_without)) {
		if (name_of[subtest] == "exit status")
			print "differs", program, "it was run only " \
				(program in programs_with ? "with" : "without") " the module"
		return
	}
	if ((a == "missing" || b == "missing") && is_over(program))
		return
	if (seen_without(subtest, b) || is_unsteady(program, name_of[subtest])) {
		spread[program]++
		return
	}
	print "differs", program, "result '" name_of[subtest] "': " b " with the module, " \
		a " without"
}

END {
	for (i = 1; i <= subtests; i++)
		judge(at[i])
	for (program in programs_with) {
		# The exit status is no subtest
		print "count", program, "subtests", count[program] - 1
		print "count", program, "unsteady", spread[program] + 0
	}
}
