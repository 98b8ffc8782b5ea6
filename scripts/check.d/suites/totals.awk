# SPDX-License-Identifier: GPL-2.0
# usage: awk -v found=FOLDER -f lib.awk -f totals.awk \
#        file=1 FOLDER/trace.stats file=2 FOLDER/hooks file=3 FOLDER/stats file=4 FOLDER/dead
#
# Checks that nothing is missing: the trace has lost no event, no hook has missed a call, and by
# stats no task, sender or death is lost, all tasks born are living or dead, and dead has each
# death. What differs belongs to 'guest/totals'.

file == 1 && /^(overrun|commit overrun|dropped events):/ && $NF != 0 {
	differs("guest/totals", "the trace lost events: " $0)
}

file == 2 && /^name / { header($0); next }
file == 2 && "misses" in column {
	load_row($0)
	if (value("misses") !~ /^[-0]$/)
		differs("guest/totals", "the hook " value("name") " missed " value("misses") " calls")
}

file == 3 && /^[a-z_]+: / {
	name = $1
	sub(/:$/, "", name)
	total[name] = $2
	if (name ~ /^(lost|lost_.*|dead_evicted|oom_evicted|silent_hooks|deaths_unknown)$/ && $2 != 0)
		differs("guest/totals", "stats has " name ": " $2)
}

file == 4 && FNR > 2 { rows++ }

END {
	left = total["births"] + total["enrolled"] - total["deaths"] - total["living"]
	if (left != 0)
		differs("guest/totals", "births + enrolled - deaths - living is " left ", not 0")
	# Tasks may die after stats was read, and before dead is
	if (rows < total["deaths"] || rows > total["deaths"] + 100)
		differs("guest/totals", "dead has " rows " rows, stats " total["deaths"] " deaths")
	if (!total["births"])
		differs("guest/totals", "stats has no births")
}
