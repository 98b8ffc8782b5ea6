# SPDX-License-Identifier: GPL-2.0
# Reads figures, lines of 'KIND NAME... VALUE'. Replaces those that differ only in
# VALUE by their median, at the position of the first.

{
	value = $NF
	sub(/[ \t]+[^ \t]+$/, "")
	if (!($0 in count))
		order[++keys] = $0
	i = ++count[$0]
	while (i > 1 && values[$0, i - 1] + 0 > value + 0) {
		values[$0, i] = values[$0, i - 1]
		i--
	}
	values[$0, i] = value
}

END {
	for (k = 1; k <= keys; k++)
		print order[k], values[order[k], int((count[order[k]] + 1) / 2)]
}
