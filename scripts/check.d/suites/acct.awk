# SPDX-License-Identifier: GPL-2.0
# usage: awk -v found=FOLDER -f lib.awk -f acct.awk \
#        file=1 FOLDER/acct file=2 FOLDER/tasks file=3 FOLDER/dead
#
# Holds the row of each process of dead against its record of acct(2): the same exit status,
# signal, core dump and user. The two are matched by PID, in the order of their ends, which
# is that of reaping, since no PID is used again before. Each process that ended while accounting
# was on has a record, and each record has a row, in tasks if it has not been reaped.

BEGIN {
	load_programs()
	getline line <(found "/acct.on")
	on = line + 0
	getline line <(found "/acct.off")
	off = line + 0
}

# PID UID STATUS SIGNAL CORE COMM
file == 1 {
	n = ++records[$1]
	record[$1, n] = $0
	place[$1, n] = FNR
	next
}
FNR == 1 { next }
FNR == 2 { header($0); next }
{ load_row($0) }

# Still a process that has ended, or is about to
file == 2 && is_leader() && value("died_ns") != "-" { ended[value("pid")] = 1 }

# What a signal ended has no status: acct(2) has 0
function number(name) {
	return value(name) == "-" ? 0 : value(name) + 0
}

function compare(program, line,    part, text) {
	split(line, part, " ")
	if (part[3] != number("exit_code"))
		text = text ", exit status " part[3]
	if (part[4] != number("exit_signal"))
		text = text ", signal " part[4]
	if (part[5] != number("core_dumped"))
		text = text ", core " part[5]
	if (part[2] != value("uid"))
		text = text ", uid " part[2] " (the row has " value("uid") ")"
	matched[program]++
	if (text != "")
		differs(program, row_name() ": acct(2) has" substr(text, 2))
}

# When a process exits, its threads get SIGKILL, even one that is already ending by itself. If
# that is the last, it writes the record; and with a SIGKILL pending, the kernel's write fails.
file == 3 && !is_leader() && value("cause") !~ /^(group|exec)$/ {
	ended_itself[value("tgid")] = value("reaped_ns") + 0
}

# What ended before accounting began has no record. What turns it off has one.
file == 3 && is_leader() && value("reaped_ns") + 0 >= on {
	pid = value("pid")
	n = ++rows[pid]
	row[pid, n] = $0
	may_lack[pid, n] = ended_itself[pid] > value("died_ns") + 0
	delete ended_itself[pid]
}

# match_rows(PID): in order. If there are too few records, some row that may lack one does.
function match_rows(pid,    n, lacking, program) {
	lacking = rows[pid] - records[pid]
	for (n = 1; n <= rows[pid]; n++) {
		load_row(row[pid, n])
		program = program_of_row()
		if (lacking > 0 && may_lack[pid, n]) {
			lacking--
			unwritten[program]++
		} else if (used[pid] < records[pid]) {
			compare(program, record[pid, ++used[pid]])
			program_of_record[place[pid, used[pid]]] = program
		} else if (value("died_ns") + 0 >= on && value("reaped_ns") + 0 <= off) {
			differs(program, row_name() ": acct(2) has no record of it")
		}
	}
}

# A record without a row belongs to the program of the record before it
function neighbour(at) {
	while (at > 0 && !(at in program_of_record))
		at--
	return at ? program_of_record[at] : "guest/rows"
}

END {
	for (pid in rows)
		match_rows(pid)
	for (pid in records) {
		for (n = used[pid] + 1; n <= records[pid]; n++) {
			if (n == records[pid] && pid in ended)
				continue
			split(record[pid, n], part, " ")
			differs(neighbour(place[pid, n]), "no row of process " pid " " part[6] \
				", which acct(2) has with exit status " part[3] ", signal " part[4])
		}
	}
	for (program in matched)
		counts(program, "matched", matched[program])
	for (program in unwritten)
		counts(program, "not written by acct", unwritten[program])
}
