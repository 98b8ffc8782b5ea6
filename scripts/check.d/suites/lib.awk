# SPDX-License-Identifier: GPL-2.0
# Shared by the checks of rows, for awk -f lib.awk -f CHECK.awk: the module's tables, and which
# program a row belongs to. -v found=FOLDER is a folder of selftests/suites/run.

# load_programs(): reads the points in time from which on rows belong to each program
function load_programs(    line, field) {
	while ((getline line <(found "/programs")) > 0) {
		split(line, field, " ")
		program_at[++programs] = field[1]
		program_begin[programs] = field[4] + 0
	}
	close(found "/programs")
}

# program_of(NS): the program that was running, or had been the last one, when a task was born
function program_of(ns,    low, high, middle) {
	low = 0
	high = programs
	while (low < high) {
		middle = int((low + high + 1) / 2)
		if (program_begin[middle] <= ns)
			low = middle
		else
			high = middle - 1
	}
	return low ? program_at[low] : "guest/rows"
}

# header(LINE): the names of a table's columns
function header(line,    names, i) {
	columns = split(line, names, " ")
	for (i = 1; i <= columns; i++)
		column[names[i]] = i
}

# load_row(LINE): splits a row into cell
function load_row(line) {
	split(line, cell, " ")
}

function value(name) {
	if (!(name in column)) {
		print "no column " name | "cat >&2"
		exit 1
	}
	return cell[column[name]]
}

function is_leader() {
	return value("pid") == value("tgid")
}

# row_name(): what is said of a row
function row_name() {
	return "row " value("pid") " " value("comm") " (" value("cause") ", exit_code " value("exit_code") \
		", exit_signal " value("exit_signal") ", core_dumped " value("core_dumped") ")"
}

function differs(program, text) {
	print "differs\t" program "\t" text
}

function counts(program, name, number) {
	print "count\t" program "\t" name "\t" number
}

function program_of_row() {
	return program_of(value("born_ns") == "-" ? 0 : value("born_ns") + 0)
}
