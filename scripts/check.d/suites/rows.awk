# SPDX-License-Identifier: GPL-2.0
# usage: awk -v found=FOLDER -f lib.awk -f rows.awk FOLDER/dead
#
# Checks each row of dead by itself: its states add up to the time from its birth to its
# reaping, its cause is known and agrees with its exit status and signal.

BEGIN {
	load_programs()
	states = split("new run runnable sleep disk iowait stopped traced parked idle frozen " \
		       "zombie unknown", state, " ")
	# The cause of what no signal ended, and what its exit_code has to be
	of_status["exited"] = "^0$"
	of_status["failed"] = "^[1-9]"
	signals = split("killed crashed oom oom-cgroup pdeathsig pidns", word, " ")
	for (i = 1; i <= signals; i++)
		of_signal[word[i]] = 1
	of_thread["group"] = of_thread["exec"] = 1
	crashes = " 3 4 5 6 7 8 11 31 "
}

NR == 1 { next }
NR == 2 { header($0); next }

# Sums of 20 digits would not fit, but no time from boot has so many
function check_states(program,    i, sum) {
	for (i = 1; i <= states; i++)
		sum += value(state[i] "_ns")
	if (sum != value("reaped_ns") - value("born_ns"))
		differs(program, row_name() ": its states add up to " sum " ns, not " \
			value("reaped_ns") - value("born_ns"))
}

function contradiction(    cause, status, sig) {
	cause = value("cause")
	status = value("exit_code")
	sig = value("exit_signal")
	if ((status == "-") == (sig == "-"))
		return "either exit_code or exit_signal has to be known"
	if (cause in of_status) {
		if (sig != "-" || status !~ of_status[cause] || value("core_dumped") != 0)
			return "the cause contradicts the exit status"
		return ""
	}
	if (cause in of_signal) {
		if (sig == "-")
			return "the cause is a signal, but there is none"
		if (cause == "crashed" && !index(crashes, " " sig " "))
			return "no crash has this signal"
		if ((cause ~ /^oom/) != (value("oom_kind") != "-"))
			return "oom_kind is " value("oom_kind")
		if (cause ~ /^(oom|pidns)/ && sig != 9)
			return "this cause is SIGKILL"
		return ""
	}
	if (cause in of_thread)
		return is_leader() ? "a leader does not end for this cause" : ""
	return "the cause has to be known"
}

{
	load_row($0)
	program = program_of_row()
	rows[program]++
	check_states(program)
	why = contradiction()
	if (why != "")
		differs(program, row_name() ": " why)
}

END {
	for (program in rows)
		counts(program, "rows", rows[program])
}
