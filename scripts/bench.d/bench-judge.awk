# SPDX-License-Identifier: GPL-2.0
# Reads figures, then ceilings (selftests/bench/ceilings), and prints KTAP: each
# figure as a diagnostic, and a case for each ceiling of this kernel. Exits 1 if a
# ceiling is exceeded. Variable: kernel, its name in scripts/kernels.conf.

NR == FNR && $1 == "price" {
	price[$2, $3] = $4
	figures[++printed] = sprintf("# %-20s %-14s %7d", $3, $2, $4)
	if ($2 != "nothing")
		figures[printed] = figures[printed] sprintf("  (%+d)", $4 - price["nothing", $3])
}

# A ceiling that names this kernel overrides the one for all kernels
NR != FNR && ($4 == "*" || index("," $4 ",", "," kernel ",")) {
	if (!(($1, $2) in place)) {
		place[$1, $2] = ++ceilings
		operation[ceilings] = $1
		above[ceilings] = $2
	} else if ($4 == "*") {
		next
	}
	at_most[place[$1, $2]] = $3
}

function judge(i,	op, other, price_above) {
	op = operation[i]
	other = above[i]
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
	for (i = 1; i <= ceilings; i++)
		failed += !judge(i)
	exit failed > 0
}
