# SPDX-License-Identifier: GPL-2.0
# Prints the figures of 'make bench' as JSON. All counts of instructions are absolute.
# Variables: kernel, date, revision.

$1 == "price" {
	prices[++p] = sprintf("    {\"attached\": \"%s\", \"operation\": \"%s\", \"instructions\": %d}", $2, $3, $4)
}
$1 == "list" {
	lists[++l] = sprintf("    {\"reader\": \"%s\", \"crowd\": %d, \"rows\": %d, \"instructions\": %.0f}", $2, $3, $4, $5)
}
$1 == "bytes" { bytes[++b] = sprintf("    \"%s\": %d", $2, $3) }
$1 == "columns" { columns[++c] = sprintf("    \"%s\": %d", $2, $3) }

# Prints the n items of an array or object, separated by commas
function array(items, n,	i) {
	for (i = 1; i <= n; i++)
		print items[i] (i < n ? "," : "")
}

END {
	printf "{\n  \"kernel\": \"%s\",\n  \"date\": \"%s\",\n  \"revision\": \"%s\",\n", kernel, date, revision
	print "  \"columns\": {"
	array(columns, c)
	print "  },\n  \"prices\": ["
	array(prices, p)
	print "  ],\n  \"lists\": ["
	array(lists, l)
	print "  ],\n  \"bytes\": {"
	array(bytes, b)
	print "  }\n}"
}
