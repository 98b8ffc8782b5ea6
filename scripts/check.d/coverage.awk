#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0
# usage: coverage.awk -v exceptions=FILE -v at_least=PERCENT [-v partial=1] FILE.gcov...
#
# Sums up the output of gcov -b -c over all objects, and checks it: see scripts/coverage.
# With partial=1, lines that were not executed need no reason.

BEGIN {
	FS = "\n"
	while ((getline line <exceptions) > 0) {
		if (line ~ /^(#.*)?$/)
			continue
		if (split(line, field, / *\| */) != 4) {
			print "not of the form FILE | TEXT | WHEN | REASON: " line
			bad = 1
			continue
		}
		reasons++
		of_file[reasons] = field[1]
		of_text[reasons] = field[2]
		is_sometimes[reasons] = field[3] == "sometimes"
		reason[reasons] = field[4]
	}
}

# Finds the reason why a line was not executed, by its text or by its function
function reason_of(file, text, name,    i) {
	for (i = 1; i <= reasons; i++)
		if (of_file[i] == file && (of_text[i] == name "()" || index(text, of_text[i]))) {
			applies[i]++
			return i
		}
	return 0
}

FNR == 1 { is_ours = 0; name = ""; number = 0 }

/^ *-: *0:Source:/ {
	file = $0
	is_ours = sub(/.*\/module\//, "", file)
	if (is_ours && !(file in files)) {
		files[file] = ++nr_files
		file_at[nr_files] = file
	}
	next
}
!is_ours { next }

/^function / {
	name = $0
	sub(/^function /, "", name)
	sub(/[. ].*/, "", name)
	next
}

/^branch / {
	branch = file SUBSEP number SUBSEP branches_here++
	if (!(branch in branch_known)) {
		branch_known[branch] = 1
		branches[file]++
	}
	if ($0 ~ /taken [1-9]/ && !(branch in branch_taken)) {
		branch_taken[branch] = 1
		branches_taken[file]++
	}
	next
}

/^ *[-#=0-9*]+: *[0-9]+:/ {
	count = $0
	sub(/^ */, "", count)
	sub(/:.*/, "", count)
	number = $0
	sub(/^[^:]*: */, "", number)
	text = number
	sub(/:.*/, "", number)
	sub(/^[0-9]*:/, "", text)
	branches_here = 0
	if (count == "-" || number == 0)
		next
	line = file SUBSEP number
	if (!(line in text_of)) {
		text_of[line] = text
		name_of[line] = name
		lines[file]++
		if (number + 0 > last[file])
			last[file] = number + 0
	}
	if (count ~ /^[0-9]/ && !(line in executed)) {
		executed[line] = 1
		lines_executed[file]++
	}
}

function percent(part, of) {
	return of ? sprintf("%.1f", 100 * part / of) : "-"
}

function row(name, l, le, b, be) {
	printf "%-16s %6d %9d %6s %9d %9d %6s\n", name, l, le, percent(le, l), b, be, percent(be, b)
}

# Sorts the files by name; there are few
function sort(    i, j, swap) {
	for (i = 2; i <= nr_files; i++)
		for (j = i; j > 1 && file_at[j - 1] > file_at[j]; j--) {
			swap = file_at[j]
			file_at[j] = file_at[j - 1]
			file_at[j - 1] = swap
		}
}

function table(    i, f) {
	printf "\n%-16s %6s %9s %6s %9s %9s %6s\n", "file", "lines", "executed", "%", "branches", "taken", "%"
	for (i = 1; i <= nr_files; i++) {
		f = file_at[i]
		row(f, lines[f], lines_executed[f], branches[f], branches_taken[f])
		all += lines[f]
		all_executed += lines_executed[f]
		all_branches += branches[f]
		all_taken += branches_taken[f]
	}
	row("all", all, all_executed, all_branches, all_taken)
}

# Matches the lines that were not executed with the reasons
function rest(    i, n, f, why, line) {
	for (i = 1; i <= nr_files; i++) {
		f = file_at[i]
		for (n = 1; n <= last[f]; n++) {
			line = f SUBSEP n
			if (!(line in text_of) || line in executed)
				continue
			why = reason_of(f, text_of[line], name_of[line])
			if (why)
				explained++
			else
				unexplained[++nr_unexplained] = f ":" n ": " name_of[line] "():" text_of[line]
		}
	}
}

END {
	sort()
	table()
	rest()
	printf "\n%d lines were not executed; the reasons, with the number of lines:\n", all - all_executed
	for (i = 1; i <= reasons; i++)
		if (applies[i])
			printf "  %-14s %-44s %s (%d)\n", of_file[i], of_text[i], reason[i], applies[i]
	for (i = 1; i <= nr_unexplained; i++)
		print (i == 1 ? "without a reason:\n  " : "  ") unexplained[i]
	for (i = 1; i <= reasons; i++)
		if (!applies[i] && !is_sometimes[i]) {
			print "this reason applies to no line: " of_file[i] " | " of_text[i] " | " reason[i]
			bad = 1
		}
	if (!partial && nr_unexplained)
		bad = 1
	if (!all || 100 * all_executed / all < at_least) {
		print "less than " at_least " % of the lines were executed"
		bad = 1
	}
	printf "\n%s %% of lines, %s %% of branches\n", percent(all_executed, all), percent(all_taken, all_branches)
	exit bad
}
