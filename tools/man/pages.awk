#!/usr/bin/awk -f
# SPDX-License-Identifier: GPL-2.0
# usage: pages.awk -v version=VERSION PAGE.in ../../module/uapi/columns.h ../column/derived.h ../column/column_sets.c
#
# Prints the manual page PAGE.in with the tool's version in its title, and the columns of
# the lists in place of its lines @TASK_COLUMNS@, @DERIVED_COLUMNS@, @OOM_COLUMNS@,
# @EVENT_COLUMNS@ and @COLUMN_SETS@.

function escape(text) {
	gsub(/-/, "\\-", text)
	return text
}

# A row of a table of tbl(1)
function row(name, kind, help) {
	return name "\t" unit[kind] "\tT{\n" escape(help) "\nT}\n"
}

function table(rows) {
	# Left-aligned: the last column is too narrow to be justified
	printf ".na\n.TS\nlb l lx.\n%s.TE\n.ad\n", rows
}

# Without the unit, which -o does not need
function stem(name) {
	sub(/_(ns|bytes)$/, "", name)
	return name
}

# Where two columns differ by their unit only, the one with a unit keeps it
function shown(name) {
	return stem(name) != name && stem(name) in column ? name : stem(name)
}

function print_sets(    i, j, words, n, list) {
	for (i = 1; i <= nr_sets; i++) {
		list = ""
		for (j = 1; j <= nr_columns; j++)
			if (match(" " sets[j] " ", " " set[i] "\\?? "))
				list = list (list == "" ? "" : ", ") shown(name[j])
		printf ".TP\n.B %s\n%s:\n%s\n", set[i], about[i], list
	}
}

FNR == 1 { file++ }
file == 1 { page[FNR] = $0; lines = FNR; next }

# X(SYMBOL, "unit"), of kinds, in columns.h only
file == 2 && match($0, /X\([A-Z]+, ".*"\)/) {
	split($0, part, /[(,"]+ */)
	kind = part[2]
	sub(/.*X\([A-Z]+, "/, "")
	sub(/"\).*/, "")
	unit[kind] = $0
	next
}

/define LC_OOM_COLUMNS|define LCT_OOM_DERIVED/ { is_oom = 1 }
/define LC_EVENT_COLUMNS|define LCT_EVENT_DERIVED/ { is_oom = 0; is_event = 1 }
file == 3 && /define LCT_DERIVED/ { is_event = 0 }
file == 3 && /define LCT_DERIVED/ { is_oom = 0 }

# X(name, KIND, "sets", "help")
/^\t[XD]\([a-z_]+, [A-Z]+, ".*", ".*"\)/ {
	match($0, /\([a-z_]+/)
	this = substr($0, RSTART + 1, RLENGTH - 1)
	match($0, /, [A-Z]+/)
	kind = substr($0, RSTART + 2, RLENGTH - 2)
	match($0, /, "[^"]*", "/)
	its_sets = substr($0, RSTART + 3, RLENGTH - 7)
	help = substr($0, RSTART + RLENGTH)
	sub(/"\).*/, "", help)
	if (is_oom) {
		oom = oom row(this, kind, help)
		next
	}
	if (is_event) {
		event = event row(this, kind, help)
		next
	}
	nr_columns++
	name[nr_columns] = this
	sets[nr_columns] = its_sets
	column[this]
	if (file == 2)
		task = task row(this, kind, help)
	else
		derived = derived row(this, kind, help)
}

file == 4 && /^\t\{ "[a-z]+", "/ {
	split($0, part, "\"")
	set[++nr_sets] = part[2]
	about[nr_sets] = part[4]
}

END {
	for (i = 1; i <= lines; i++) {
		if (page[i] == "@TASK_COLUMNS@")
			table(task)
		else if (page[i] == "@DERIVED_COLUMNS@")
			table(derived)
		else if (page[i] == "@OOM_COLUMNS@")
			table(oom)
		else if (page[i] == "@EVENT_COLUMNS@")
			table(event)
		else if (page[i] == "@COLUMN_SETS@")
			print_sets()
		else if (page[i] ~ /^\.TH /) {
			sub(/ lifecycle /, " \"lifecycle " version "\" ", page[i])
			print page[i]
		} else
			print page[i]
	}
}
