#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Man pages, completion and --help agree with the tables of columns and options.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 27
# PAGES in the environment: folder of the manual pages, if not the tool's own
page=${PAGES:-$BUILD}/lifecycle.1
files=${PAGES:-$BUILD}/lifecycle.5
commands=$(lifecycle --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')

# listed [COMMAND]: the columns, as name|unit|meaning
listed() {
	lifecycle columns -J "$@" |
		sed -n 's/.*"name": "\([^"]*\)", "unit": "\([^"]*\)".*"help": "\([^"]*\)".*/\1|\2|\3/p'
}
{ listed && listed oom && listed follow; } >"$work/columns"
awk -F '\t' '/^[a-z_]*\t[a-z, ]*\tT\{$/ { left = $1 "|" $2; getline; gsub(/\\-/, "-"); print left "|" $0 }' \
	"$files" >"$work/page"
check 'lifecycle(5) has all columns with their units and meanings' diff "$work/columns" "$work/page"

lifecycle ps --help | sed -n '/^Columns/,/^$/s/^  \([a-z_]*\)  *.*/\1/p' >"$work/help"
listed | sed 's/|.*//' >"$work/names"
check '--help lists all columns' diff "$work/names" "$work/help"
lifecycle oom --help | sed -n '/^Columns/,/^$/s/^  \([a-z_]*\)  *.*/\1/p' >"$work/help"
listed oom | sed 's/|.*//' >"$work/names"
check 'oom --help lists the columns of OOM kills' diff "$work/names" "$work/help"

check 'lifecycle(1) has all options' sh -c "
	for c in $(echo "$commands" | tr '\n' ' '); do
		for o in \$(lifecycle \$c --help | sed -n 's/.*--\([a-z]*\).*/\1/p'); do
			grep -Eq '^\.B[IR]? .*-'\"\$o\" '$page' || { echo \"\$c --\$o\"; exit 1; }
		done
	done"
check 'lifecycle(1) has all commands' sh -c "
	for c in $(echo "$commands" | tr '\n' ' '); do
		grep -Eq \"^\.B[IR]? \$c\" '$page' || { echo \"\$c\"; exit 1; }
	done"
# words LIST TITLE: those of LC_LIST are in the page's section of that title, and no others
words() {
	sed -n "/define LC_$1(X)/,/^\$/s/.*\"\([a-z-]*\)\").*/\1/p" "$tests"/../../module/uapi/words*.h |
		grep -vx -e - >"$work/words"
	sed -n "/^\.SS $2\$/,/^\.TE/{s/\\\\-/-/g;s/^\([a-z-]*\)	.*/\1/p}" "$files" >"$work/page_words"
	check "lifecycle(5) has all words of LC_$1" sh -c "
		[ -s '$work/words' ] && diff '$work/words' '$work/page_words'"
}
words STATES States
words BIRTHS 'Kinds of birth'
words CAUSES 'Causes of death'
words ORIGINS 'Origins of signals'
words RLIMITS 'Resource limits'
words REAPS 'Ways of being reaped'
words OOMS 'Kinds of OOM kill'
words TRIGGERS 'OOM triggers'
words SELECTIONS 'Selection of OOM victims'
words EVENTS 'Kinds of events'
words OUTCOMES 'Outcomes of signals'
words CLASSES Classes
sed -n '/^} killers/,/^}/s/.*{ "\([^"]*\)", .*/\1/p' "$tests/../task/derive_killer.c" >"$work/killers"
sed -n '/^\.SS Userspace OOM/,/^\.SH/{s/\\-/-/g;s/^\.BR* \([a-z_-]*\)\( [,.;]\)*$/\1/p}' "$files" >"$work/page_killers"
check 'lifecycle(5) has all userspace OOM killers and watchdogs' diff "$work/killers" "$work/page_killers"
for file in "$page" "$files"; do
	if command -v man >/dev/null && command -v tbl >/dev/null; then
		check "${file##*/} is well-formed" sh -c "
			man --warnings -l '$file' 2>&1 >/dev/null | tee '$work/warnings'; [ ! -s '$work/warnings' ]"
	else
		skip "${file##*/} is well-formed" 'man is not installed'
	fi
done

# complete WORD...: the completions of the last word
cat >"$work/complete" <<'END'
. "$1/../completion/lifecycle.bash"
shift
COMP_WORDS=(lifecycle "$@")
COMP_CWORD=$#
_lifecycle
printf '%s\n' "${COMPREPLY[@]}"
END
offered() { bash "$work/complete" "$tests" "$@"; }
check 'completion offers all commands' sh -c "
	[ '$(offered '')' = '$commands' ] && [ '$(offered --root x tr)' = tree ]"
check 'completion offers options and columns' sh -c "
	[ '$(offered dead --fa)' = --failed ] && [ '$(offered ps -o pid,birth_p)' = pid,birth_ppid ] &&
	[ '$(offered ps -o +state | paste -sd ' ')' = '+states +state +state_since_ns +state_age_ns' ] && [ '$(offered run --wa)' = --wait ]"
check 'completion offers classes' sh -c "
	[ '$(offered latency --class d)' = deadline ] && [ '$(offered latency --cl)' = --class ]"
check 'completion offers causes, also after a comma' sh -c "
	[ '$(offered dead --cause oom,pd)' = oom,pdeathsig ] && [ '$(offered dead --cause fa)' = failed ]"
check 'completion offers the columns of the command' sh -c "
	[ '$(offered oom -o pid,gf | paste -sd ' ')' = 'pid,gfp_mask pid,gfp_flags' ] &&
	[ -z '$(offered oom -o sched)' ] && [ '$(offered columns zo)' = zombies ]"
classes=$(sed -n '/define LC_CLASSES/,/EXT/s/.*"\([a-z-]*\)").*/\1/p' "$tests/../../module/uapi/words.h" | paste -sd ' ')
check '--help and lifecycle(1) have all classes' sh -c "
	lifecycle latency --help | grep -q 'only this class: $classes\$' || exit 1
	for c in $classes; do
		sed -n '/^\.BI .*-class/,/^\.TP/p' '$page' | grep -Eq \"^\.BR? \$c( |\$)\" || { echo \"\$c\"; exit 1; }
	done"
lifecycle ps --help | sed -n '/^Sets/,/^$/s/^ *\([a-z][a-z,_?]*\)\( .*\)*$/\1/p' | tr -d '?' >"$work/sets"
sed -n '/^\.SS Sets/,/^\.SS Units/{/^\.B /s///p;/^[a-z_]*, [a-z]/{/:$/!s/, /,/gp;}}' "$page" >"$work/page_sets"
check 'lifecycle(1) has all sets of columns' diff "$work/sets" "$work/page_sets"
finish
