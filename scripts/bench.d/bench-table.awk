# SPDX-License-Identifier: GPL-2.0
# Prints the figures of 'make bench' as tables. A missing figure is printed as '-' and
# makes the exit status 1.
# Variables: kernel, date.

function grouped(n,	sign, text) {
	sign = n < 0 ? "-" : ""
	text = sprintf("%.0f", n < 0 ? -n : n)
	while (match(text, /^[0-9]+[0-9][0-9][0-9](,|$)/))
		sub(/[0-9][0-9][0-9](,|$)/, ",&", text)
	return sign text
}

function cell(known, n) {
	missing += !known
	return known ? grouped(n) : "-"
}

# Prints a row of the table of costs: the figures of name, minus those of above if given
function price_row(label, name, above,	i, op, known, text) {
	printf "%-36s", label
	for (i = 1; i <= operations; i++) {
		op = operation[i]
		known = (name, op) in price && (!above || (above, op) in price)
		text = cell(known, price[name, op] - (above ? price[above, op] : 0))
		printf " %13s", known && above && text !~ /^-/ ? "+" text : text
	}
	print ""
}

function price_table(	i) {
	print "Instructions per operation (" kernel ", one CPU, " date ")"
	print ""
	printf "%-36s %13s %13s %13s %13s\n", "", "switch", "vfork+exit", "fork+exit", "fork+exec"
	printf "%-36s %13s %13s %13s %13s\n", "", "+wakeup", "+wait", "+wait", "+exit+wait"
	price_row("nothing attached", "nothing")
	for (i = 1; i <= attachments; i++)
		price_row(label[i], attached[i], "nothing")
}

function list_table(	i, j, r, t, more) {
	printf "%-42s %12s %12s %12s %12s\n", "Instructions per task listed, of this many",
		"100", "1,000", "10,000", "per extra"
	for (i = 1; i <= readers; i++) {
		r = reader[i]
		printf "%-42s", list_label[i]
		for (j = 1; j <= 3; j++) {
			t = crowd[j]
			printf " %12s", cell((r, t) in cost, rows[r, t] ? cost[r, t] / rows[r, t] : 0)
		}
		more = rows[r, 10000] - rows[r, 1000]
		printf " %12s\n", cell(more > 0, more > 0 ? (cost[r, 10000] - cost[r, 1000]) / more : 0)
	}
}

function alive_row(label, op,	j, with, without) {
	printf "%-42s", label
	for (j = 1; j <= 2; j++) {
		with = "lifecycle@" alive[j]
		without = "nothing@" alive[j]
		printf " %12s", cell((with, op) in price && (without, op) in price,
			price[with, op] - price[without, op])
	}
	print ""
}

function alive_table() {
	printf "%-42s %12s %12s\n", "Instructions added, with this many tasks", "100", "30,000"
	alive_row("switch+wakeup", "switch")
	alive_row("fork+exit+wait", "fork_exit_wait")
}

function bytes_lines() {
	printf "%-42s %12s\n", "Bytes per record of a living task", cell("record_bytes" in bytes, bytes["record_bytes"])
	printf "%-42s %12s\n", "Bytes per record of a dead task", cell("dead_bytes" in bytes, bytes["dead_bytes"])
}

function row(name, text) {
	attached[++attachments] = name
	label[attachments] = text
}

function lister(name, text) {
	reader[++readers] = name
	list_label[readers] = text
}

BEGIN {
	operations = split("switch vfork_exit_wait fork_exit_wait fork_exec_exit_wait", operation, " ")
	split("100 1000 10000", crowd, " ")
	split("100 30000", alive, " ")
	row("empty_probe", "empty probes on both events")
	row("schedstats", "kernel.sched_schedstats=1")
	row("delayacct", "kernel.task_delayacct=1")
	row("lifecycle", "lifecycle")
	row("ftrace", "ftrace: sched_switch, sched_wakeup")
	row("perf_sched", "perf sched record")
	row("bpftrace_latency", "bpftrace: run-queue latency")
	row("bpftrace_residency", "bpftrace: run, wait, count per pid")
	row("forkstat", "forkstat")
	row("perf_trace", "perf trace -s")
	row("strace", "strace -f -c")
	row("nothing_again", "nothing, measured again at the end")
}

$1 == "price" { price[$2, $3] = $4 }
$1 == "list" { rows[$2, $3] = $4; cost[$2, $3] = $5 }
$1 == "columns" { columns[$2] = $3 }
$1 == "bytes" { bytes[$2] = $3 }

END {
	lister("cat", "cat /proc/lifecycle/tasks (" columns["lifecycle"] " columns)")
	lister("lifecycle_raw", "lifecycle ps -kL -r -o all")
	lister("lifecycle_ps", "lifecycle ps -kL -o all")
	lister("ps", "ps -eLo (" columns["ps"] " columns)")
	price_table()
	print ""
	list_table()
	print ""
	alive_table()
	print ""
	bytes_lines()
	exit missing > 0
}
