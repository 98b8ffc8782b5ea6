# SPDX-License-Identifier: GPL-2.0
# Reads figures, then ceilings (selftests/bench/ceilings), and prints KTAP: each figure as a
# diagnostic, and a case for each ceiling of this kernel. Exits 1 if a ceiling is exceeded.
# Variable: kernel, its name in scripts/kernels.conf.

# An operation is as often as this hook is called.
BEGIN {
	once["switch"] = "sched_switch"
	once["fork_exit_wait"] = once["fork_exec_exit_wait"] = once["followed"] = "task_newtask"
	life = "task_newtask sched_switch signal_generate do_exit sched_process_exit " \
	       "release_task sched_process_free"
	required["switch"] = "sched_switch"
	required["fork_exit_wait"] = life
	required["fork_exec_exit_wait"] = required["followed"] = life " sched_process_exec"
	required["storm"] = life " sched_process_exec kill_orphaned_pgrp complete_signal " \
			    "signal_deliver __ptrace_unlink"
	once["orphan"] = required["orphan"] = only["orphan"] = "kill_orphaned_pgrp"
}

function keep_most(op, measure, value, name) {
	if (value <= most[op, measure] + 0)
		return
	most[op, measure] = value
	by[op, measure] = name
}

NR == FNR && $1 == "price" {
	price[$2, $3] = $4
	figures[++printed] = sprintf("# %-20s %-14s %7d", $3, $2, $4)
	if ($2 != "nothing")
		figures[printed] = figures[printed] sprintf("  (%+d)", $4 - price["nothing", $3])
}

NR == FNR && $1 == "hook" {
	operation_of[++hooks] = $2
	name_of[hooks] = $3
	calls[hooks] = $4
	instructions[hooks] = $5
	keep_most($2, "longest", $6 + 0, $3)
	keep_most($2, "off", $7 + 0, $3)
	if (!($2 in only) || $3 == only[$2])
		sum[$2] += $5
	seen[$2, $3]
	if ($3 == once[$2])
		times[$2] = $4
}

# A ceiling that names this kernel overrides the one for all kernels
NR != FNR && ($4 == "*" || index("," $4 ",", "," kernel ",")) {
	if (!(($1, $2) in place)) {
		place[$1, $2] = ++ceilings
		operation[ceilings] = $1
		measure[ceilings] = $2
	} else if ($4 == "*") {
		next
	}
	at_most[place[$1, $2]] = $3
}

# Hooks of one operation follow each other
function print_hooks(	i, op) {
	for (i = 1; i <= hooks; i++) {
		if (!times[operation_of[i]])
			continue
		if (op != operation_of[i]) {
			op = operation_of[i]
			printf "# %-24s %8s %6s %8s\n", op, "each", "times", "in all"
			printf "#   %-22s %24.1f\n", "in hooks", sum[op] / times[op]
		}
		printf "#   %-22s %8.1f %6.2f %8.1f\n", name_of[i], instructions[i] / calls[i],
		       calls[i] / times[op], instructions[i] / times[op]
	}
}

# A hook that was not counted must not make an operation cheap
function missing(op,	n, hook, i, names) {
	n = split(required[op], hook, " ")
	for (i = 1; i <= n; i++)
		if (!((op, hook[i]) in seen))
			names = names " " hook[i]
	return names
}

function judge_hooks(i,	op, name) {
	op = operation[i]
	name = sprintf("%d %s: at most %d instructions in hooks", i, op, at_most[i])
	if (!times[op] || missing(op)) {
		print "not ok " name
		print "# not counted:" missing(op)
		return 0
	}
	print (sum[op] <= at_most[i] * times[op] ? "ok " : "not ok ") name
	printf "# measured: %.1f\n", sum[op] / times[op]
	return sum[op] <= at_most[i] * times[op]
}

function judge_most(i,	op, value, name) {
	op = operation[i]
	value = most[op, measure[i]]
	name = sprintf("%d %s: at most %d instructions %s", i, op, at_most[i], \
		       measure[i] == "off" ? "with interrupts disabled" : "in a hook at a time")
	if (!value || missing(op)) {
		print "not ok " name
		print "# not counted:" missing(op)
		return 0
	}
	print (value <= at_most[i] ? "ok " : "not ok ") name
	print "# measured: " value ", in " by[op, measure[i]]
	return value <= at_most[i]
}

function judge(i) {
	if (measure[i] == "hooks")
		return judge_hooks(i)
	return measure[i] ~ /^(longest|off)$/ ? judge_most(i) : judge_above(i)
}

function judge_above(i,	op, other, name, price_above) {
	op = operation[i]
	other = measure[i]
	name = sprintf("%d %s: at most %d instructions above %s", i, op, at_most[i], other)
	if (!(("lifecycle", op) in price)) {
		print "not ok " name
		print "# not measured"
		return 0
	}
	if (!((other, op) in price)) {
		print "ok " name " # SKIP this kernel has no " other
		return 1
	}
	price_above = price["lifecycle", op] - price[other, op]
	print (price_above <= at_most[i] ? "ok " : "not ok ") name
	print "# measured: " price_above
	return price_above <= at_most[i]
}

END {
	print "KTAP version 1"
	print "1.." ceilings
	for (i = 1; i <= printed; i++)
		print figures[i]
	print_hooks()
	for (i = 1; i <= ceilings; i++)
		failed += !judge(i)
	exit failed > 0
}
