# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154 # the words of lib.sh
# What the checks of scripts/lint.d share. They print what is wrong, as FILE:LINE: WORDS,
# and exit 0 where that is nothing. Sourced after lib.sh.

cd "$top" || exit


# tracked [PATTERN...]: the project's files that match, known to git already or not yet
tracked() {
	git ls-files --cached --others --exclude-standard -- "$@" | sort -u |
		while read -r file; do
			[[ ! -f $file ]] || echo "$file"
		done
}

# scripts_tracked: the shell scripts among them
scripts_tracked() {
	tracked '*' | while read -r file; do
		case $file in
		*.sh) echo "$file" ;;
		*.*) ;;
		*) head -n 1 "$file" | grep -aqE '^#! ?/(usr/)?bin/(env )?(ba|da)?sh' && echo "$file" ;;
		esac
	done || true
}

# nothing: reads what was found, repeats it, and succeeds only where that is nothing
nothing() {
	! grep .
}

# fresh: a folder of this check's own, empty
fresh() {
	local dir=$top/build/lint/$me

	rm -rf "$dir"
	mkdir -p "$dir"
	echo "$dir"
}

# build_module ARG...: what a build of the module for the default kernel says, all of
# its files anew; ARGs are make's
build_module() {
	local dir

	dir=$(fresh)
	cp -r Kbuild module "$dir"
	"$top/scripts/kernel.d/kbuild" "$(scripts/kernel '' name)" "$dir" "$@" 2>&1 | sed "s#$dir/##"
}
