# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154 # variables of lib.sh
# The data of scripts/mutants: which mutants there are, and whether they can be planted. The
# sourcing script must set $words, which select them, $only, a kernel or nothing, and $suffix,
# that of the files.

data=selftests/mutants
default=$("$top/scripts/kernel" --list | head -n 1)

# source_of FILE: prints the source that the mutants of FILE are planted in
source_of() {
	local file=${1#"$data"/}

	echo "module/${file%."$suffix"}"
}

# is_wanted FILE NAME: succeeds if one of the WORDs selects it, or if there are none
is_wanted() {
	local word path=${1#"$data"/}

	[[ ${#words[@]} -gt 0 ]] || return 0
	for word in "${words[@]}"; do
		[[ $path != "$word"."$suffix" && $path != "$word"/* && $2 != *"$word"* ]] || return 0
	done
	return 1
}

# files: prints the names of the files that have mutants
files() {
	find $data -name "*.$suffix" | sort
}

# mutants: prints the wanted ones as 'FILE|LINE|KERNEL|TESTS|SURVIVES|NAME'
mutants() {
	local file line kernel tests survives name

	# A tab that separates is white space: two of them would count as one
	files | xargs scripts/check.d/mutant.awk -v list=1 | tr '\t' '|' |
		while IFS='|' read -r file line kernel tests survives name; do
		kernel=${kernel:-$default}
		if is_wanted "$file" "$name" && [[ $kernel == "${only:-$kernel}" ]]; then
			echo "$file|$line|$kernel|$tests|$survives|$name"
		fi
	done
}

# mutated FILE LINE: prints the source with the fault
mutated() {
	scripts/check.d/mutant.awk -v line="$2" -v source="$(source_of "$1")" "$1"
}

# check: prints what is wrong with the mutants
check() {
	local said known file line kernel tests survives name test kernels

	known=" $(make -s -C selftests list | paste -sd ' ') "
	kernels=" $({ scripts/kernel --list; scripts/kernel --list debug; } | paste -sd ' ') "
	files | while read -r file; do
		[[ -f $(source_of "$file") ]] || echo "$file:1: there is no $(source_of "$file")"
	done
	files | xargs scripts/check.d/mutant.awk -v list=1 | grep -v '	' || true
	while IFS='|' read -r file line kernel tests survives name; do
		said=$(mutated "$file" "$line") || echo "$said"
		for test in $tests; do
			[[ $known == *" $test "* ]] || echo "$file:$line: there is no test $test"
		done
		[[ $kernels == *" $kernel "* ]] || echo "$file:$line: there is no kernel $kernel"
	done < <(mutants)
	mutants | cut -d'|' -f1,6 | sort | uniq -d | sed 's/|/: two mutants have the name: /'
}

list() {
	local file line kernel tests survives name

	while IFS='|' read -r file line kernel tests survives name; do
		printf '%s: %s\n\t%s: %s\n' "$(source_of "$file")" "$name" "$kernel" "$tests"
		[[ ! $survives ]] || printf '\tsurvives: %s\n' "$survives"
	done < <(mutants)
}
