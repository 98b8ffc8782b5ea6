#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0
# usage: results.awk FOUND/programs
#
# Reads what the programs of selftests/suites/run have printed, and prints each result as
# 'PROGRAM TIME VERDICT SUBTEST', separated by tabs. The SUBTEST 'exit status' is the program
# itself. Numbers of three digits or more, addresses, durations, sizes and what is in parentheses
# become N, because they differ from run to run. The second subtest of the same name is NAME (2).

# result PROGRAM TIME VERDICT SUBTEST
function result(program, time, verdict, subtest,    n) {
	n = ++seen[program, time, subtest]
	print program "\t" time "\t" verdict "\t" subtest (n > 1 ? " (" n ")" : "")
}

function plain(text) {
	gsub(/\([^)]*\)/, "N", text)
	gsub(/0x[0-9a-fA-F]+/, "N", text)
	gsub(/[0-9.]+ ?(ns|us|usec|usecs|ms|msec|msecs|sec|secs|seconds|KB|kB|MB|GB)/, "N", text)
	gsub(/[0-9][0-9][0-9]+/, "N", text)
	gsub(/[[:space:]]+/, " ", text)
	sub(/^[ -]+/, "", text)
	sub(/ $/, "", text)
	return text
}

# KTAP's: ok 1 - NAME # SKIP REASON
function ktap(program, time, line,    verdict) {
	sub(/^[ #]*/, "", line)
	verdict = line ~ /^ok/ ? "ok" : "not ok"
	sub(/^(not )?ok */, "", line)
	sub(/^[0-9]+/, "", line)
	if (match(line, / *# *(SKIP|XFAIL)/)) {
		verdict = line ~ /# *SKIP/ ? "skip" : "xfail"
		line = substr(line, 1, RSTART - 1)
	}
	result(program, time, verdict, plain(line))
}

# The brackets of older programs: [OK] TEXT
function bracket(program, time, line,    verdict) {
	sub(/^[ \t]*\[ */, "", line)
	verdict = line
	sub(/ *\].*/, "", verdict)
	sub(/^[^\]]*\]/, "", line)
	result(program, time, verdict, plain(line))
}

function read_output(program, time,    file, line) {
	file = program
	gsub("/", "-", file)
	file = folder "/output/" time "-" file
	while ((getline line <file) > 0) {
		# What was printed before may lack its end of line
		if (match(line, /[.](not )?ok [0-9]/))
			line = substr(line, RSTART + 1)
		if (line ~ /^[ #]*(not )?ok [0-9]/)
			ktap(program, time, line)
		else if (line ~ /^[ \t]*\[ *(OK|FAIL|PASS|SKIP|XFAIL) *\]/)
			bracket(program, time, line)
	}
	close(file)
}

BEGIN {
	folder = ARGV[1]
	sub(/\/[^\/]*$/, "", folder)
}

{
	result($1, $2, $3, "exit status")
	read_output($1, $2)
}
