# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154 # variables of lib.sh
# Shared by the checks of scripts/lint.d. A check prints its findings as FILE:LINE: MESSAGE
# and exits 0 if there are none. Sourced after lib.sh.

cd "$top" || exit

# tracked [PATTERN...]: prints the files that match and that git tracks or would add
tracked() {
	git ls-files --cached --others --exclude-standard -- "$@" | sort -u |
		while read -r file; do
			[[ ! -f $file ]] || echo "$file"
		done
}

# scripts_tracked: prints the shell scripts among them
scripts_tracked() {
	tracked '*' | while read -r file; do
		case $file in
		*.sh) echo "$file" ;;
		*.*) ;;
		*) head -n 1 "$file" | grep -aqE '^#! ?/(usr/)?bin/(env )?(ba|da)?sh' && echo "$file" ;;
		esac
	done || true
}

# nothing: copies its input, the findings, to its output, and succeeds only if it is empty
nothing() {
	! grep .
}

# fresh: creates an empty folder for this check and prints its path
fresh() {
	local dir=$top/build/lint/$me

	rm -rf "$dir"
	mkdir -p "$dir"
	echo "$dir"
}

# build_module ARG...: builds the whole module for the default kernel and prints the
# messages of the build; ARGs are passed to make
build_module() {
	local dir

	dir=$(fresh)
	cp -r Kbuild module "$dir"
	"$top/scripts/kernel.d/kbuild" "$(scripts/kernel '' name)" "$dir" "$@" 2>&1 | sed "s#$dir/##"
}
