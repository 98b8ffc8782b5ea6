#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0
# usage: judge.awk file=1 PROGRAMS file=2 FINDINGS...
#
# Prints KTAP: a test for each suite, with a case for each program. PROGRAMS has their names,
# those of a suite one after the other, as its first words. FINDINGS have, separated by tabs:
#
#   differs PROGRAM TEXT          it fails, and why
#   count PROGRAM NAME NUMBER     what was compared; a program without any was not run
#   skip PROGRAM REASON           it is left out; the suite 'left out' has those

BEGIN { FS = "\t" }

function suite_of(program) {
	sub(/\/[^\/]*$/, "", program)
	return program
}

file == 1 {
	split($0, word, " ")
	program[++programs] = word[1]
	if (programs == 1 || suite_of(word[1]) != suite[suites])
		suite[++suites] = suite_of(word[1])
	size[suites]++
	next
}
$1 == "differs" { reasons[$2] = reasons[$2] "# " $3 "\n" }
$1 == "count" {
	counted[$2] = 1
	if ($4)
		counts[$2] = counts[$2] (counts[$2] == "" ? "" : ", ") $3 " " $4
}
$1 == "skip" { skip[++skips] = $2; reason[skips] = $3 }

function one(number, name,    failed) {
	if (!(name in counted) && name !~ /^guest\//)
		reasons[name] = reasons[name] "# it was not run\n"
	failed = name in reasons
	if (failed)
		printf "%s", reasons[name]
	print "  " (failed ? "not ok " : "ok ") number " " name \
		(counts[name] == "" ? "" : ": " counts[name])
	return failed
}

function begin(cases) {
	print "  KTAP version 1"
	print "  1.." cases
}

END {
	print "KTAP version 1"
	print "1.." suites + (skips > 0)
	for (i = 1; i <= suites; i++) {
		begin(size[i])
		failed = 0
		for (j = 1; j <= size[i]; j++)
			failed += one(j, program[++at])
		print (failed ? "not ok " : "ok ") i " " suite[i]
	}
	if (skips) {
		begin(skips)
		for (i = 1; i <= skips; i++)
			print "  ok " i " " skip[i] " # SKIP " reason[i]
		print "ok " suites + 1 " left out"
	}
}
